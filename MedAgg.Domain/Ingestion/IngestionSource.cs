namespace MedAgg.Domain.Ingestion;

/// <summary>Where the files are.</summary>
public sealed record IngestionSource
{
    public SourceKind Kind { get; init; }

    /// <summary>An address, a path on the server, or the name of the uploaded file.</summary>
    public string Location { get; init; } = "";

    /// <summary>SHA-256 of the uploaded blob; null for other kinds.</summary>
    public string? Blob { get; init; }
}
