using MedAgg.Search.Ranking;

namespace MedAgg.Search.Index;

/// <summary>What an index holds beside its texts, and how it ranks.</summary>
public sealed record IndexOptions
{
    /// <summary>Facets of a record.</summary>
    public int Facets { get; init; }

    /// <summary>Whether hyphened words are also found joined (covid-19 by covid19) and words with underscores by their parts; without it, words are exactly those of Unicode.</summary>
    public bool AddsSpellings { get; init; } = true;

    public RankingOptions Ranking { get; init; } = new();

    /// <summary>Small segments of about one size before they become one.</summary>
    public int MergeFactor { get; init; } = 8;
}
