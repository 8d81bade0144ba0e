using MedAgg.Domain.Search;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>Finds the one condition whose removal helps most when nothing was found.</summary>
internal static class QuestionRelaxation
{
    private const string Text = "text";

    public static Relaxation? Best(IndexSnapshot snapshot, Question question, IReadOnlyList<FacetFilter> filters, SearchRequest request)
    {
        List<Relaxation> ways = [];
        foreach ((string facet, IReadOnlyList<string> values) in request.Filters)
        {
            int number = CatalogFacets.Number(facet);
            if (number < 0 || values.Count == 0) continue;
            if (question.IsEmpty && request.Filters.Count(f => f.Value.Count > 0) == 1) continue;
            ways.Add(new Relaxation(facet, string.Join(',', values), Total(snapshot, question, [.. filters.Where(f => f.Facet != number)])));
        }

        foreach (UnderstoodSlot slot in question.Understood.Slots.Where(s => !s.IsImplied))
        {
            Question without = question with { Understood = question.Understood with { Slots = [.. question.Understood.Slots.Where(s => s != slot)] } };
            Add(ways, snapshot, without, filters, request, slot.Words);
        }

        foreach (string phrase in question.Understood.Phrases)
        {
            Question without = question with { Understood = question.Understood with { Phrases = [.. question.Understood.Phrases.Where(p => p != phrase)] } };
            Add(ways, snapshot, without, filters, request, $"\"{phrase}\"");
        }

        foreach (QuestionWord word in question.Words) Add(ways, snapshot, question with { Words = [.. question.Words.Where(w => w != word)] }, filters, request, word.Word.Text);
        return ways.Where(w => w.Total > 0).OrderByDescending(w => w.Total).FirstOrDefault();
    }

    // Dropping the only condition helps nobody: that is the whole catalogue.
    private static void Add(List<Relaxation> ways, IndexSnapshot snapshot, Question without, IReadOnlyList<FacetFilter> filters, SearchRequest request, string words)
    {
        if (!without.IsEmpty || request.Filters.Any(f => f.Value.Count > 0)) ways.Add(new Relaxation(Text, words, Total(snapshot, without, filters)));
    }

    private static int Total(IndexSnapshot snapshot, Question question, IReadOnlyList<FacetFilter> filters) =>
        Searcher.Search(snapshot, question.ToQuery(snapshot) with { Filters = filters, Take = 0 }).Total;
}
