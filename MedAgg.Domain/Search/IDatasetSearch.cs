namespace MedAgg.Domain.Search;

/// <summary>Ranked bilingual search over the catalogue. Thread-safe; answers come from memory.</summary>
public interface IDatasetSearch
{
    /// <summary>Understands the text, filters, ranks, counts. Never throws for user text; an empty text lists everything that passes the filters.</summary>
    SearchAnswer Search(SearchRequest request);

    /// <summary>Slugs of everything that <see cref="Search"/> finds with the same request, in the same order, whatever its page.</summary>
    IReadOnlyList<string> Slugs(SearchRequest request);

    /// <summary>Datasets that share what they show and what they are for, the most alike first; the reasons name the shared terms.</summary>
    /// <param name="audiences">As in <see cref="SearchRequest.Audiences"/>.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <returns>Empty also for a slug that the index does not have or the viewer may not see.</returns>
    IReadOnlyList<SearchHit> Similar(string slug, IReadOnlyList<string> audiences, int limit);

    /// <summary>Completions while typing: terms and datasets, best first.</summary>
    /// <param name="limit">At most so many, 1 to 50.</param>
    IReadOnlyList<Suggestion> Suggest(string text, string language, int limit);
}
