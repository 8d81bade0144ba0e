namespace MedAgg.Domain.Collections;

/// <summary>One dataset version that a collection draws from, and which of its images.</summary>
public sealed record RecipeSource
{
    /// <summary>Slug of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Number of the version; a recipe without one is pinned to the current version when it is frozen.</summary>
    public int? Version { get; init; }

    /// <summary>Chosen values by field (modality, area, dimensionality, split, sex, manufacturer, label …): any inside a field, all fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filter { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>At most so many images, taken in the order of SHA-256(seed, image hash); null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Seed of the order in which a limit takes images.</summary>
    public int Seed { get; init; } = 42;
}
