namespace MedAgg.Domain.Ingestion;

/// <summary>In which form a secret is shown.</summary>
public enum CredentialKind
{
    /// <summary>User name and password: HTTP Basic.</summary>
    Basic,

    /// <summary>A token: <c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary>A header of any name, for example <c>X-Dataverse-key</c>.</summary>
    Header,

    /// <summary>Access key and secret key of an S3 store: every request is signed, and the secret key is never sent.</summary>
    AccessKeys,
}
