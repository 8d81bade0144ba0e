namespace MedAgg.Domain.Search;

/// <summary>What search found and how it understood the question.</summary>
public sealed record SearchAnswer
{
    /// <summary>Exact number of datasets that match text and filters.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them meet every understood condition; the others lack one, say so in their reasons, and come last by relevance.</summary>
    public int Exact { get; init; }

    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>Counts by facet name; inside a facet its own filter is not applied (multi-select).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<FacetCount>>();

    /// <summary>How the text was understood: removable chips.</summary>
    public IReadOnlyList<UnderstoodSlot> Understood { get; init; } = [];

    /// <summary>The text as corrected (typos, keyboard layout); null when it was taken as it stands.</summary>
    public string? Corrected { get; init; }

    /// <summary>With no hits: the one condition whose removal helps most; null when there is none.</summary>
    public Relaxation? Relaxation { get; init; }

    /// <summary>Sums over all matches of the values that are stated.</summary>
    public SearchTotals Totals { get; init; } = new();
}
