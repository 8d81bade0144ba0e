using MedAgg.Domain.Inspection;

namespace MedAgg.Domain.Ingestion;

/// <summary>One file found by unpacking, not yet inspected. The rows live as long as their ingestion runs: what stays is the manifest.</summary>
public sealed record SourceEntry
{
    public long Id { get; init; }

    public required long IngestionId { get; init; }

    public required long ArtefactId { get; init; }

    /// <summary>Path below the source with <c>/</c>, archive entries as <c>a.zip!/b.dcm</c>; unique in the ingestion.</summary>
    public required string Path { get; init; }

    /// <summary>Unpacked size in bytes as the archive states it.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Where the bytes are; null when they cannot be had.</summary>
    public FilePlace? Place { get; init; }

    public string? RefusalCode { get; init; }

    public string? RefusalMessage { get; init; }
}
