namespace MedAgg.Domain.Catalog;

/// <summary>Counts that the source declares. Null is "not stated" and is shown so, never as zero.</summary>
public sealed record DeclaredCounts
{
    public long? Patients { get; init; }

    public long? Studies { get; init; }

    public long? Images { get; init; }

    public long? Volumes { get; init; }

    /// <summary>Size of the download in bytes.</summary>
    public long? SizeBytes { get; init; }
}
