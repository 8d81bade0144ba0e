namespace MedAgg.Domain.Search;

/// <summary>Ranked bilingual search over the catalogue. Thread-safe; answers come from memory.</summary>
public interface IDatasetSearch
{
    /// <summary>Understands the text, filters, ranks, counts. Never throws for user text; an empty text lists everything that passes the filters.</summary>
    SearchAnswer Search(SearchRequest request);

    /// <summary>Datasets like one, the most alike first, with what they have in common as reasons; empty for an unknown slug or one that the viewer may not see.</summary>
    /// <param name="slug">The dataset.</param>
    /// <param name="audiences">As <see cref="SearchRequest.Audiences"/>.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    IReadOnlyList<SearchHit> Similar(string slug, IReadOnlyList<string> audiences, int limit);

    /// <summary>Completions while typing: terms and datasets, best first.</summary>
    /// <param name="limit">At most so many, 1 to 50.</param>
    IReadOnlyList<Suggestion> Suggest(string text, string language, int limit);
}
