using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>A dataset as its pages show it, with the version that was asked for.</summary>
public sealed record DatasetView
{
    public required long Id { get; init; }

    public required string Slug { get; init; }

    public required DatasetOrigin Origin { get; init; }

    public required DatasetCard Card { get; init; }

    public required DatasetFacets Facets { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public Visibility Visibility { get; init; }

    /// <summary>False until the first version is published: nobody finds it.</summary>
    public bool IsActive { get; init; }

    /// <summary>Name of the owner; null for what belongs to nobody, as the shipped catalogue.</summary>
    public string? Owner { get; init; }

    public string? Team { get; init; }

    public DateTimeOffset? InspectedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Versions that may be shown, newest first; abandoned ones are not among them.</summary>
    public required IReadOnlyList<VersionRow> Versions { get; init; }

    /// <summary>The version that the page speaks of; null while there is none.</summary>
    public VersionRow? Version { get; init; }

    public required DatasetFigures Figures { get; init; }

    /// <summary>Whether collections can be built from it.</summary>
    public bool CanBeBuiltFrom => Versions.Any(version => version.IsCurrent);
}
