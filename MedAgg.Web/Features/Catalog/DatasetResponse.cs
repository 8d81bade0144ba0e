using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The answer of <c>/api/datasets/{slug}</c>.</summary>
public sealed record DatasetResponse
{
    public required string Slug { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Description { get; init; }

    /// <summary>Taxonomy ids.</summary>
    public required IReadOnlyList<string> Modalities { get; init; }

    public required IReadOnlyList<string> Areas { get; init; }

    public required IReadOnlyList<string> Pathologies { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Figures of the current version, else as declared.</summary>
    public required IReadOnlyDictionary<string, FigureResponse> Figures { get; init; }

    public required string Provider { get; init; }

    public string? SourceUrl { get; init; }

    public required string Licence { get; init; }

    public string? LicenceName { get; init; }

    public required string Access { get; init; }

    public int? Year { get; init; }

    public string? Citation { get; init; }

    public string? FactSource { get; init; }

    /// <summary>Facts that nobody checked against a source.</summary>
    public required IReadOnlyList<string> Unverified { get; init; }

    public DateTimeOffset? InspectedAt { get; init; }

    public required IReadOnlyList<VersionResponse> Versions { get; init; }

    internal static DatasetResponse Of(DatasetView dataset) => new()
    {
        Slug = dataset.Slug,
        Title = dataset.Card.Title,
        Description = dataset.Card.Description,
        Modalities = dataset.Facets.Modalities,
        Areas = dataset.Facets.Areas,
        Pathologies = dataset.Facets.Pathologies,
        Tasks = dataset.Facets.Tasks,
        Labels = dataset.Card.Labels ?? [],
        Formats = dataset.Facets.Formats,
        Figures = FigureResponse.All(dataset.Figures),
        Provider = dataset.Facets.Provider,
        SourceUrl = dataset.Facets.SourceUrl,
        Licence = dataset.LicenceClass.ToString(),
        LicenceName = dataset.Facets.LicenceName,
        Access = dataset.Facets.Access.ToString(),
        Year = dataset.Facets.Year,
        Citation = dataset.Card.Citation,
        FactSource = dataset.Card.FactSource,
        Unverified = dataset.Card.Unverified ?? [],
        InspectedAt = dataset.InspectedAt,
        Versions = [.. dataset.Versions.Select(VersionResponse.Of)],
    };
}

/// <param name="State">Filling or Published.</param>
/// <param name="Counts">Measured counts; null while the version grows.</param>
/// <param name="ManifestSha256">SHA-256 over the sorted lines <c>sha256␠␠path\n</c>.</param>
public sealed record VersionResponse(int Number, string State, bool IsCurrent, VersionCounts? Counts, string? ManifestSha256, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt)
{
    internal static VersionResponse Of(VersionRow row) => new(
        row.Number, row.State.ToString(), row.IsCurrent, row.IsFilling ? null : row.Counts, row.ManifestSha256, row.CreatedAt, row.PublishedAt);
}
