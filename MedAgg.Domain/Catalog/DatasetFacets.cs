namespace MedAgg.Domain.Catalog;

/// <summary>The values that a dataset is filtered by.</summary>
public sealed record DatasetFacets
{
    public IReadOnlyList<string> Modalities { get; init; } = [];

    public IReadOnlyList<string> Areas { get; init; } = [];

    public IReadOnlyList<string> Pathologies { get; init; } = [];

    public IReadOnlyList<string> Tasks { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Formats { get; init; } = [];

    public required string Provider { get; init; }

    public string? SourceUrl { get; init; }

    public string? LicenceName { get; init; }

    public DatasetAccess Access { get; init; }

    public int? Year { get; init; }
}
