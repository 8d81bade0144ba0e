namespace MedAgg.Domain.Ingestion;

/// <summary>What proves to one host who asks. The secret is stored encrypted and leaves the store only towards that host.</summary>
public sealed class SourceCredential
{
    private SourceCredential()
    {
    }

    public SourceCredential(string name, string origin, CredentialKind kind, Guid? ownerId, string protectedSecret, DateTimeOffset now)
    {
        Name = name;
        Origin = origin;
        Kind = kind;
        OwnerId = ownerId;
        ProtectedSecret = protectedSecret;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    /// <summary>What its owner calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Scheme, host and port that it is for, for example <c>https://www.kaggle.com</c>.</summary>
    public string Origin { get; private set; } = "";

    public CredentialKind Kind { get; private set; }

    /// <summary>Account that may use it; null for the command line of the machine.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The secret as Data Protection wraps it; readable only by nodes that share the keys.</summary>
    public string ProtectedSecret { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public void Use(DateTimeOffset now) => UsedAt = now;

    /// <summary>Replaces the secret, the key having been renewed at its host.</summary>
    public void Renew(CredentialKind kind, string protectedSecret)
    {
        Kind = kind;
        ProtectedSecret = protectedSecret;
    }
}
