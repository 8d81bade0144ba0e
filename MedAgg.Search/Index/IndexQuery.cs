namespace MedAgg.Search.Index;

/// <summary>What is looked for. Without optional and required groups every record matches that nothing excludes.</summary>
public sealed record IndexQuery
{
    public IReadOnlyList<TermGroup> Groups { get; init; } = [];

    /// <summary>Phrases that a record must hold: terms with their distance from the first one.</summary>
    public IReadOnlyList<IReadOnlyList<(int Term, int Offset)>> Phrases { get; init; } = [];

    /// <summary>Phrases that a record must not hold.</summary>
    public IReadOnlyList<IReadOnlyList<(int Term, int Offset)>> ExcludedPhrases { get; init; } = [];

    /// <summary>Words in the order of the question; neighbours that are neighbours in a record raise its score.</summary>
    public IReadOnlyList<int> WordOrder { get; init; } = [];

    /// <summary>Chosen values by facet: any of the values inside a facet, all of the facets.</summary>
    public IReadOnlyList<FacetFilter> Filters { get; init; } = [];

    /// <summary>How many of the required groups that are marked so a record may lack; each costs it most of its score. Default 0.</summary>
    public int MayLack { get; init; }

    /// <summary>Best records wanted.</summary>
    public int Take { get; init; } = 20;

    /// <summary>Whether facets are to be counted.</summary>
    public bool CountsFacets { get; init; }

    /// <summary>How many measures, from the first, are summed over all matches. Default 0.</summary>
    public int Sums { get; init; }
}
