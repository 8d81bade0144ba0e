using MedAgg.Domain.Search;
using MedAgg.Search.Index;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>The reading side: understands, filters, ranks, counts, explains.</summary>
public sealed class DatasetSearch(DatasetIndex index) : IDatasetSearch
{
    private const int MaxTake = 200;

    // With fewer hits than half a page, datasets that lack one condition follow.
    private const int FewHits = 10;

    /// <inheritdoc />
    public SearchAnswer Search(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CatalogState state = index.State;
        IndexSnapshot snapshot = state.Index.Snapshot;
        IReadOnlyList<FacetFilter> filters = CatalogFilters.Of(snapshot, request);
        Question question = Understand(state, snapshot, request);
        IndexAnswer answer = Ask(snapshot, question, filters, request);
        if (answer.Total == 0 && question is { WordsAreRequired: true, Words.Count: > 1 })
        {
            // No dataset has every word: then those with the most telling ones.
            question = question with { WordsAreRequired = false, Words = [.. question.Words.Select(w => w with { Completions = [] })] };
            answer = Ask(snapshot, question, filters, request);
        }

        int exact = answer.Total;
        if (exact < FewHits && question.HasNearMisses)
            answer = Ask(snapshot, question, filters, request, mayLack: 1);

        IReadOnlyList<IndexHit> page = CatalogOrder.Page(answer.Hits, request);
        return new SearchAnswer
        {
            Total = answer.Total,
            Exact = exact,
            Hits = [.. page.Select(h => ToHit(state, snapshot, question, h, request.Language))],
            Facets = request.WithFacets ? CatalogFilters.Counts(snapshot, answer, request) : new Dictionary<string, IReadOnlyList<FacetCount>>(),
            Understood = question.Understood.Slots,
            Corrected = Corrected(question, request.Text),
            Relaxation = answer.Total == 0 ? QuestionRelaxation.Best(snapshot, question, filters, request) : null,
            Totals = new SearchTotals(answer.FirstMeasure.Sum, answer.FirstMeasure.StatedIn, answer.SecondMeasure.Sum, answer.SecondMeasure.StatedIn),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<SearchHit> Similar(string slug, IReadOnlyList<string> audiences, int limit)
    {
        ArgumentNullException.ThrowIfNull(audiences);
        CatalogState state = index.State;
        return SimilarDatasets.Of(state.Index.Snapshot, state.Understanding.Taxonomy, index.Find(slug), new SearchRequest { Audiences = audiences }, Math.Clamp(limit, 1, 50));
    }

    /// <inheritdoc />
    public IReadOnlyList<Suggestion> Suggest(string text, string language, int limit)
    {
        CatalogState state = index.State;
        return Suggestions.Of(state.Index.Snapshot, state.Understanding.Taxonomy, text, language, Math.Clamp(limit, 1, 50));
    }

    private static Question Understand(CatalogState state, IndexSnapshot snapshot, SearchRequest request)
    {
        UnderstoodQuestion understood = state.Understanding.Understand(request.Text, request.RemovedSlots, request.IsVerbatim ? _ => true : snapshot.HasForm);
        bool open = request.Text.Length > 0 && !char.IsWhiteSpace(request.Text[^1]);
        bool lastIsWord = understood.Words.Count > 0 && understood.Words[^1].Place.End == request.Text.Length;
        List<QuestionWord> words = QuestionWords.Of(snapshot, understood.Words, open && lastIsWord, respells: !request.IsVerbatim);
        bool required = !understood.Slots.Any(s => s is { IsExcluded: false, IsImplied: false });
        return new Question(understood, words, QuestionWords.Names(snapshot, request.Text, understood.Words), required);
    }

    private static IndexAnswer Ask(IndexSnapshot snapshot, Question question, IReadOnlyList<FacetFilter> filters, SearchRequest request, int mayLack = 0) =>
        Searcher.Search(snapshot, question.ToQuery(snapshot) with
        {
            Filters = filters,
            MayLack = mayLack,
            Take = request.Order == SearchOrder.Relevance ? Math.Max(0, request.Skip) + Math.Clamp(request.Take, 1, MaxTake) : snapshot.Count,
            CountsFacets = request.WithFacets,
        });

    private static SearchHit ToHit(CatalogState state, IndexSnapshot snapshot, Question question, IndexHit hit, string language)
    {
        IndexEntry entry = (IndexEntry)hit.Payload!;
        return new SearchHit(hit.Key, hit.Score, HitExplanation.Of(snapshot, question, hit, state.Understanding.Taxonomy))
        {
            Snippet = Snippet.Of(entry.Description.In(language), question, entry, state.Understanding),
        };
    }

    private static string? Corrected(Question question, string text)
    {
        string? corrected = question.Understood.Corrected;
        foreach (QuestionWord word in question.Words.Where(w => w.Repaired is not null))
            corrected = (corrected ?? text).Replace(word.Word.Text, word.Repaired, StringComparison.Ordinal);
        return corrected;
    }
}
