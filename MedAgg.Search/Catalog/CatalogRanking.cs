using MedAgg.Search.Ranking;

namespace MedAgg.Search.Catalog;

/// <summary>The product's weights.</summary>
public static class CatalogRanking
{
    /// <summary>
    /// One set for everything that is ranked. A low length discount, since long descriptions belong to well-described datasets; fields
    /// near each other in weight, since a title is often a mere name; a small share for words that stand side by side.
    /// </summary>
    public static RankingOptions Options { get; } = new()
    {
        Saturation = 0.9f,
        Weights = new FieldWeights(1.2f, 1.1f, 1f, 0.8f),
        LengthDiscounts = new FieldWeights(0.2f, 0.2f, 0.2f, 0.2f),
        PriorWeight = 0.3f,
        ProximityWeight = 0.15f,
    };
}
