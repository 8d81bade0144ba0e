using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Collections;

/// <summary>A dataset that a collection may draw from, with what its images can be filtered by.</summary>
public sealed record BuilderDataset
{
    public required string Slug { get; init; }

    public required LocalizedText Title { get; init; }

    public string? SourceUrl { get; init; }

    public string? LicenceName { get; init; }

    public LicenceClass LicenceClass { get; init; }

    /// <summary>Number of the version; null when its files were never taken in here.</summary>
    public int? Version { get; init; }

    /// <summary>Images of the version.</summary>
    public long Images { get; init; }

    /// <summary>Counts by field and value, in the words of recipes; whole versions, never samples.</summary>
    public IReadOnlyList<FilterField> Fields { get; init; } = [];
}
