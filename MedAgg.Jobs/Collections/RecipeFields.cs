namespace MedAgg.Jobs.Collections;

/// <summary>The fields that a recipe may filter by; the same words as the facets of a version's profile.</summary>
public static class RecipeFields
{
    /// <summary>Value that chooses images of which the field is not known.</summary>
    public const string Unknown = "unknown";

    /// <summary>All fields.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["area", "dimensionality", "kind", "label", "laterality", "manufacturer", "modality", "model", "photometric", "sex", "split", "view"];
}
