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
        Asked asked = Settle(snapshot, Understand(state, snapshot, request), request);
        Question question = asked.Question;
        IndexAnswer answer = Ask(snapshot, asked, filters, request);
        int exact = asked.MayLack == 0 ? answer.Total : Count(snapshot, asked with { MayLack = 0 }, filters);
        IReadOnlyList<IndexHit> page = CatalogOrder.Page(answer.Hits, request);
        return new SearchAnswer
        {
            Total = answer.Total,
            Exact = exact,
            Hits = [.. page.Select(h => ToHit(state, snapshot, question, h, request.Language))],
            Facets = request.WithFacets ? CatalogFilters.Counts(snapshot, request, answer) : new Dictionary<string, IReadOnlyList<FacetCount>>(),
            Understood = question.Understood.Slots,
            Corrected = Corrected(question, request.Text),
            Relaxation = answer.Total == 0 ? QuestionRelaxation.Best(question, request, other => Total(state, snapshot, other)) : null,
            Totals = Totals(answer.Sums),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<Suggestion> Suggest(string text, string language, int limit)
    {
        CatalogState state = index.State;
        return Suggestions.Of(state.Index.Snapshot, state.Understanding.Taxonomy, text, language, Math.Clamp(limit, 1, 50));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Slugs(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CatalogState state = index.State;
        IndexSnapshot snapshot = state.Index.Snapshot;
        Asked asked = Settle(snapshot, Understand(state, snapshot, request), request);
        IndexAnswer answer = Searcher.Search(snapshot, asked.ToQuery(snapshot) with { Filters = CatalogFilters.Of(snapshot, request), Take = snapshot.Count });
        return [.. CatalogOrder.Sort(answer.Hits, request).Select(h => h.Key)];
    }

    /// <inheritdoc />
    public IReadOnlyList<SearchHit> Similar(string slug, IReadOnlyList<string> audiences, int limit)
    {
        CatalogState state = index.State;
        return SimilarDatasets.Of(state.Index.Snapshot, state.Understanding.Taxonomy, slug, audiences, Math.Clamp(limit, 1, 50));
    }

    private static Question Understand(CatalogState state, IndexSnapshot snapshot, SearchRequest request)
    {
        Func<string, bool> isKnown = request.IsVerbatim ? _ => true : snapshot.HasForm;
        UnderstoodQuestion understood = state.Understanding.Understand(request.Text, request.RemovedSlots, isKnown);
        bool open = request.Text.Length > 0 && !char.IsWhiteSpace(request.Text[^1]);
        bool lastIsWord = understood.Words.Count > 0 && understood.Words[^1].Place.End == request.Text.Length;
        List<QuestionWord> words = QuestionWords.Of(snapshot, understood.Words, state.Understanding.SenseOf, open && lastIsWord, mayRespell: !request.IsVerbatim);
        bool required = !understood.Slots.Any(s => s is { IsExcluded: false, IsImplied: false });
        return new Question(understood, words, QuestionWords.Names(snapshot, request.Text, understood.Words), required);
    }

    // How wide a question is read may not depend on the filters: only then is the count beside a value the total that its choice gives.
    private static Asked Settle(IndexSnapshot snapshot, Question question, SearchRequest request)
    {
        Asked asked = new(question, 0);
        bool mayWiden = question is { WordsAreRequired: true, Words.Count: > 1 };
        if (!mayWiden && !question.HasNearMisses && !question.HasNearMissesOfNothing) return asked;
        IReadOnlyList<FacetFilter> visible = [CatalogFilters.Visible(snapshot, request.Audiences)];
        int total = Count(snapshot, asked, visible);
        if (total == 0 && mayWiden)
        {
            // No dataset has every word: then those with the most telling ones.
            asked = asked with { Question = question with { WordsAreRequired = false, Words = [.. question.Words.Select(w => w with { Completions = [] })] } };
            total = Count(snapshot, asked, visible);
        }

        bool widens = total == 0 ? question.HasNearMissesOfNothing : total < FewHits && question.HasNearMisses;
        return widens ? asked with { MayLack = 1 } : asked;
    }

    private static int Total(CatalogState state, IndexSnapshot snapshot, SearchRequest request) =>
        Count(snapshot, Settle(snapshot, Understand(state, snapshot, request), request), CatalogFilters.Of(snapshot, request));

    private static int Count(IndexSnapshot snapshot, Asked asked, IReadOnlyList<FacetFilter> filters) =>
        Searcher.Search(snapshot, asked.ToQuery(snapshot) with { Filters = filters, Take = 0 }).Total;

    private static IndexAnswer Ask(IndexSnapshot snapshot, Asked asked, IReadOnlyList<FacetFilter> filters, SearchRequest request) =>
        Searcher.Search(snapshot, asked.ToQuery(snapshot) with
        {
            Filters = filters,
            Take = request.Order == SearchOrder.Relevance ? Math.Max(0, request.Skip) + Math.Clamp(request.Take, 1, MaxTake) : snapshot.Count,
            CountsFacets = request.WithFacets,
            Sums = CatalogMeasures.Summed,
        });

    private static SearchTotals Totals(IReadOnlyList<MeasureSum> sums)
    {
        (MeasureSum images, MeasureSum size) = (sums[CatalogMeasures.Images], sums[CatalogMeasures.Size]);
        return new SearchTotals(images.Sum, images.StatedIn, size.Sum, size.StatedIn);
    }

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

    /// <summary>A question with how many of its conditions a dataset may lack.</summary>
    private sealed record Asked(Question Question, int MayLack)
    {
        public IndexQuery ToQuery(IndexSnapshot snapshot) => Question.ToQuery(snapshot) with { MayLack = MayLack };
    }
}
