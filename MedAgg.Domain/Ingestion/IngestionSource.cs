namespace MedAgg.Domain.Ingestion;

/// <summary>Where the files are, which of them are wanted, and whose key opens them.</summary>
public sealed record IngestionSource
{
    public SourceKind Kind { get; init; }

    /// <summary>An address, a path on the server, or the name of the uploaded file.</summary>
    public string Location { get; init; } = "";

    /// <summary>SHA-256 of the uploaded blob; null for other kinds.</summary>
    public string? Blob { get; init; }

    /// <summary>The part that is wanted, as <see cref="SourceChoice.ToJson"/> writes it; null for all of it.</summary>
    public string? ChoiceJson { get; init; }

    /// <summary>The stored credential that is to be shown to the source; null takes the requester's own for that host, where there is one.</summary>
    public long? CredentialId { get; init; }

    /// <summary>The part that is wanted.</summary>
    public SourceChoice Choice() => SourceChoice.OfJson(ChoiceJson);
}
