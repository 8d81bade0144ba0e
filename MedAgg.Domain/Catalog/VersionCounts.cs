namespace MedAgg.Domain.Catalog;

/// <summary>Measured counts of a version. Every file is counted in exactly one of images, tables, documents, others and refusals.</summary>
public sealed record VersionCounts
{
    /// <summary>Files below the source, archive entries included, archives themselves not.</summary>
    public long Files { get; init; }

    /// <summary>Files that are images (a multi-frame file is one image file).</summary>
    public long Images { get; init; }

    public long Tables { get; init; }

    /// <summary>Texts: README, licence, JSON, PDF.</summary>
    public long Documents { get; init; }

    /// <summary>Files that are neither image, table nor text and that nobody refused.</summary>
    public long Others { get; init; }

    public long Refusals { get; init; }

    /// <summary>Bytes of all files, unpacked.</summary>
    public long Bytes { get; init; }

    public long Patients { get; init; }

    public long Studies { get; init; }

    public long Series { get; init; }
}
