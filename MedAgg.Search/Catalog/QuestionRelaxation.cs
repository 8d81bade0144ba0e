using MedAgg.Domain.Search;

namespace MedAgg.Search.Catalog;

/// <summary>Finds the one condition whose removal helps most when nothing was found.</summary>
internal static class QuestionRelaxation
{
    private const string TextPart = "text";

    /// <param name="question">The question that found nothing.</param>
    /// <param name="request">The request that it came with.</param>
    /// <param name="total">How many datasets another request finds: the very number that the page will show.</param>
    public static Relaxation? Best(Question question, SearchRequest request, Func<SearchRequest, int> total)
    {
        string[] facets = [.. request.Filters.Where(f => f.Value.Count > 0).Select(f => f.Key)];
        List<Relaxation> ways = [];
        foreach (string facet in facets.Where(facet => CatalogFacets.Number(facet) >= 0 && (facets.Length > 1 || !question.IsEmpty)))
        {
            SearchRequest without = request with { Filters = request.Filters.Where(f => f.Key != facet).ToDictionary() };
            ways.Add(new Relaxation(facet, string.Join(',', request.Filters[facet]), total(without)));
        }

        foreach (string words in Parts(question))
        {
            // Dropping the only condition helps nobody: that is the whole catalogue.
            string rest = Without(request.Text, words);
            if (rest.Length > 0 || facets.Length > 0)
                ways.Add(new Relaxation(TextPart, words, total(request with { Text = rest, RemovedSlots = [] })) { Text = rest });
        }

        return ways.Where(w => w.Total > 0).OrderByDescending(w => w.Total).FirstOrDefault();
    }

    /// <summary>What can be taken out of the question, in the words of the question.</summary>
    private static IEnumerable<string> Parts(Question question) =>
        question.Understood.Slots.Where(s => !s.IsImplied).Select(s => s.Words)
            .Concat(question.Understood.Phrases.Select(p => $"\"{p}\""))
            .Concat(question.Understood.ExcludedPhrases)
            .Concat(question.Words.Select(w => w.Word.Text));

    // A term that is said twice lists both sayings.
    private static string Without(string text, string words)
    {
        foreach (string part in text.Contains(words, StringComparison.OrdinalIgnoreCase) ? [words] : words.Split(", "))
        {
            string found = text.Contains("-" + part, StringComparison.OrdinalIgnoreCase) ? "-" + part : part;
            int at = text.IndexOf(found, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) text = text[..at] + text[(at + found.Length)..];
        }

        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
