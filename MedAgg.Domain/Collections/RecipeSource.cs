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

    /// <summary>What was known of the version when the recipe was frozen; null before. It stands in the archive, so it is part of what is hashed.</summary>
    public PinnedSource? Pinned { get; init; }
}

/// <summary>Facts of a dataset version that stand in an archive. They are frozen, because a card may be edited later.</summary>
public sealed record PinnedSource
{
    /// <summary>SHA-256 of the version's manifest: another one means other files.</summary>
    public required string ManifestSha256 { get; init; }

    public required string Title { get; init; }

    /// <summary>Licence in the words of the source; null when none is stated.</summary>
    public string? Licence { get; init; }

    public string? SourceUrl { get; init; }

    public string? Citation { get; init; }
}
