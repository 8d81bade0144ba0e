namespace MedAgg.Domain.Collections;

/// <summary>Everything that decides the bytes of a collection: the same recipe over the same versions gives the same archive.</summary>
public sealed record Recipe
{
    /// <summary>Version of this format: 1.</summary>
    public int Schema { get; init; } = 1;

    public required string Name { get; init; }

    public required IReadOnlyList<RecipeSource> Sources { get; init; }

    /// <summary>The search that led here, as the user typed it; null when there was none.</summary>
    public string? Query { get; init; }

    /// <summary>What is written for an image: <c>original</c> copies the file as it is.</summary>
    public string Format { get; init; } = "original";
}
