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
            ways.Add(new Relaxation(facet, string.Join(',', values), Total(snapshot, question, [.. filters.Where(f => f.Facet != number)])));
        }

        foreach (UnderstoodSlot slot in question.Understood.Slots.Where(s => !s.IsImplied))
        {
            Question without = question with { Understood = question.Understood with { Slots = [.. question.Understood.Slots.Where(s => s != slot)] } };
            ways.Add(new Relaxation(Text, slot.Words, Total(snapshot, without, filters)));
        }

        foreach (string phrase in question.Understood.Phrases)
        {
            Question without = question with { Understood = question.Understood with { Phrases = [.. question.Understood.Phrases.Where(p => p != phrase)] } };
            ways.Add(new Relaxation(Text, $"\"{phrase}\"", Total(snapshot, without, filters)));
        }

        foreach (QuestionWord word in question.Words.Where(_ => question.Words.Count > 1 || question.Understood.Slots.Count > 0))
            ways.Add(new Relaxation(Text, word.Word.Text, Total(snapshot, question with { Words = [.. question.Words.Where(w => w != word)] }, filters)));
        return ways.Where(w => w.Total > 0).OrderByDescending(w => w.Total).FirstOrDefault();
    }

    private static int Total(IndexSnapshot snapshot, Question question, IReadOnlyList<FacetFilter> filters) =>
        Searcher.Search(snapshot, question.ToQuery(snapshot) with { Filters = filters, Take = 0 }).Total;
}
