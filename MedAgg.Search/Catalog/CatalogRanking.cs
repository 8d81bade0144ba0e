using MedAgg.Search.Ranking;

namespace MedAgg.Search.Catalog;

/// <summary>The product's weights.</summary>
public static class CatalogRanking
{
    /// <summary>
    /// One set for everything that is ranked. A low length discount, since long descriptions belong to well-described datasets; fields
    /// near each other in weight, since a title is often a mere name; a small share for words that stand side by side. Chosen on the
    /// even-numbered queries of DataFinder (keyphrases) and XQuAD (numbered from 1 in the order of their files). nDCG@10 over all, even, and
    /// odd queries, as <c>rank --qrels</c> prints it: 0.185, 0.200, 0.170 (keyphrases); 0.957, 0.957, 0.958 (ru); 0.971, 0.974, 0.969 (en).
    /// </summary>
    public static RankingOptions Options { get; } = new()
    {
        Saturation = 0.7f,
        Weights = new FieldWeights(1.2f, 1.1f, 1f, 0.8f),
        LengthDiscounts = new FieldWeights(0.15f, 0.15f, 0.15f, 0.15f),
        PriorWeight = 0.3f,
        ProximityWeight = 0.2f,
    };
}
