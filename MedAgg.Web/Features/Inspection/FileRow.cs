using MedAgg.Domain.Inspection;

namespace MedAgg.Web.Features.Inspection;

/// <summary>A file of a version in a list.</summary>
public sealed record FileRow
{
    public required long Id { get; init; }

    public required string Path { get; init; }

    public required FileRole Role { get; init; }

    /// <summary>Kind by content.</summary>
    public required string Kind { get; init; }

    /// <summary>More about kind <c>other</c>: text, csv, json.</summary>
    public string? Subkind { get; init; }

    public required long SizeBytes { get; init; }

    public string? Sha256 { get; init; }

    public string? RefusalCode { get; init; }

    public string? RefusalMessage { get; init; }

    /// <summary>Pixels along x; null for what is no image, or does not say.</summary>
    public int? Columns { get; init; }

    public int? Rows { get; init; }

    /// <summary>Slices, frames or time points beyond the plane; null for one plane.</summary>
    public int? Planes { get; init; }

    /// <summary>Taxonomy id.</summary>
    public string? Modality { get; init; }
}
