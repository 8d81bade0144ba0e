namespace MedAgg.Domain.Search;

/// <summary>One question to the catalogue.</summary>
public sealed record SearchRequest
{
    /// <summary>What the user typed. Never parsed as syntax, but for "quotes" (phrase) and a leading minus (exclusion).</summary>
    public string Text { get; init; } = "";

    /// <summary>Language of the answer: <c>ru</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Chosen values by facet: any of the values inside a facet, all of the facets.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Understood chips that the user removed, as <c>kind:id</c>: their words count as plain words again.</summary>
    public IReadOnlyList<string> RemovedSlots { get; init; } = [];

    /// <summary>Whether the words are to be taken exactly as typed: no repair of spelling, keyboard layout or letters.</summary>
    public bool IsVerbatim { get; init; }

    public SearchOrder Order { get; init; }

    public int Skip { get; init; }

    /// <summary>Page size, 1 to 200.</summary>
    public int Take { get; init; } = 20;

    /// <summary>Audiences of the viewer beside the public, as in <see cref="IndexEntry.Audience"/>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>Whether facet counts are wanted.</summary>
    public bool WithFacets { get; init; } = true;
}
