using MedAgg.Search.Ranking;

namespace MedAgg.Search.Index;

/// <summary>What an index holds beside its texts, and how it ranks.</summary>
public sealed record IndexOptions
{
    /// <summary>Facets of a record.</summary>
    public int Facets { get; init; }

    /// <summary>Measures of a record.</summary>
    public int Measures { get; init; }

    /// <summary>Analysis as other engines have it by default, for comparisons: words exactly as Unicode cuts them, none joined, the short stop lists. Else hyphened words are also found joined (covid-19 by covid19) and words with underscores by their parts.</summary>
    public bool IsPlain { get; init; }

    public RankingOptions Ranking { get; init; } = new();

    /// <summary>Small segments of about one size before they become one.</summary>
    public int MergeFactor { get; init; } = 8;
}
