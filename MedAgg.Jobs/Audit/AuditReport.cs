namespace MedAgg.Jobs.Audit;

/// <summary>What the storage audit found: six counts, all 0 when the store and the database say the same.</summary>
public sealed record AuditReport
{
    /// <summary>Blobs that a row needs and that are not there.</summary>
    public required AuditCount BlobsMissing { get; init; }

    /// <summary>Blobs older than the grace period that no row needs.</summary>
    public required AuditCount BlobsUnreferenced { get; init; }

    /// <summary>Blobs whose bytes are not those of their name, among <see cref="BlobsHashed"/>.</summary>
    public required AuditCount BlobsDamaged { get; init; }

    /// <summary>Files of versions without a place though they were not refused, or without a valid role.</summary>
    public required AuditCount FilesHomeless { get; init; }

    /// <summary>Image rows that belong to no image file of their version, image files without a row, and paths that occur twice.</summary>
    public required AuditCount ImagesAstray { get; init; }

    /// <summary>Ingestions and collections that are said to wait or run, and that no worker has or will have, and work folders of this node whose job is over.</summary>
    public required AuditCount JobsLost { get; init; }

    public required long Blobs { get; init; }

    public required long BlobsHashed { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool IsSound => Counts.All(count => count.Count.Count == 0);

    /// <summary>The counts by their stable names, as the command line prints them.</summary>
    public IReadOnlyList<(string Name, AuditCount Count)> Counts =>
    [
        ("blobs_missing", BlobsMissing),
        ("blobs_unreferenced", BlobsUnreferenced),
        ("blobs_damaged", BlobsDamaged),
        ("files_homeless", FilesHomeless),
        ("images_astray", ImagesAstray),
        ("jobs_lost", JobsLost),
    ];
}

/// <param name="Count">How many.</param>
/// <param name="Examples">Some of them: blob names, paths, <c>ingestion 7</c> or <c>work ingestion-7</c>.</param>
public sealed record AuditCount(long Count, IReadOnlyList<string> Examples);
