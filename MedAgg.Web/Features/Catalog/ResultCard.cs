using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>A dataset in a list of results.</summary>
public sealed record ResultCard
{
    public required string Slug { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Description { get; init; }

    /// <summary>Taxonomy ids.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    public IReadOnlyList<string> Areas { get; init; } = [];

    public IReadOnlyList<string> Pathologies { get; init; } = [];

    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Labels in the words of the source.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required IReadOnlyList<string> Formats { get; init; }

    public required DatasetFigures Figures { get; init; }

    public required string Provider { get; init; }

    public string? SourceUrl { get; init; }

    public string? LicenceName { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public DatasetAccess Access { get; init; }

    public int? Year { get; init; }

    public Visibility Visibility { get; init; }

    /// <summary>Number of the current version; null when the files were never opened here.</summary>
    public int? Version { get; init; }

    public DateTimeOffset? InspectedAt { get; init; }

    /// <summary>Files to draw thumbnails of, two at most.</summary>
    public IReadOnlyList<long> PreviewFiles { get; init; } = [];

    /// <summary>Whether the card itself is not checked: its labels, formats, licence or access.</summary>
    public IReadOnlyList<string> Unverified { get; init; } = [];

    public bool IsInspected => Version is not null;
}
