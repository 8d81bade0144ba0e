using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>Completes what is being typed: terms by any of their names in either language, datasets by the words of their titles.</summary>
internal static class Suggestions
{
    /// <summary>Words at the end of the text that may be the beginning of a name.</summary>
    private const int MaxTail = 4;

    private const int MinTyped = 2;

    public static IReadOnlyList<Suggestion> Of(IndexSnapshot snapshot, TaxonomyModel taxonomy, string text, string language, int limit)
    {
        if (text.Length > QuestionText.MaxLength) return [];
        List<Suggestion> found = Complete(snapshot, taxonomy, text, language, limit);
        return found.Count == 0 && KeyboardLayout.Other(text.Trim()) is { } other ? Complete(snapshot, taxonomy, other, language, limit) : found;
    }

    private static List<Suggestion> Complete(IndexSnapshot snapshot, TaxonomyModel taxonomy, string text, string language, int limit)
    {
        List<QueryWord> words = [.. QueryWords.Of(text)];
        List<(double Score, Suggestion Suggestion)> found = [];
        for (int tail = Math.Min(MaxTail, words.Count); tail > 0; tail--)
        {
            int start = words[^tail].Place.Start;
            string typed = WordKey.Of(text[start..]);
            if (typed.Length < MinTyped) continue;
            found.AddRange(Terms(snapshot, taxonomy, typed, text[..start], language));
            if (tail == words.Count) found.AddRange(Datasets(snapshot, typed, language));
        }

        return [.. found.OrderByDescending(f => f.Score).Select(f => f.Suggestion).DistinctBy(s => (s.Kind, s.Id)).Take(limit)];
    }

    private static IEnumerable<(double, Suggestion)> Terms(IndexSnapshot snapshot, TaxonomyModel taxonomy, string typed, string head, string language)
    {
        foreach (Term term in taxonomy.Terms)
        {
            double fit = Names(term).Max(n => Fit(WordKey.Of(n.Name), typed) * n.Weight);
            if (fit == 0) continue;
            int records = snapshot.RecordsOf(snapshot.FindTerm(CatalogRecords.Any(term.Id)));
            string name = language.StartsWith("ru", StringComparison.OrdinalIgnoreCase) ? term.Name.Ru : term.Name.En;
            yield return (fit + (records > 0 ? 0.5 + Math.Log2(1 + records) / 40 : 0) + typed.Length / 100.0, new Suggestion(term.Kind.ToString().ToLowerInvariant(), term.Id, head + Inside(name, head)));
        }
    }

    private static IEnumerable<(string Name, double Weight)> Names(Term term) =>
        new[] { term.Name.En, term.Name.Ru }.Select(n => (n, 1.0)).Concat(term.Synonyms.All.Select(n => (n, 0.9))).Concat(term.Abbreviations.All.Select(n => (n, 0.95)));

    private static IEnumerable<(double, Suggestion)> Datasets(IndexSnapshot snapshot, string typed, string language)
    {
        foreach (IndexEntry entry in snapshot.Payloads().OfType<IndexEntry>().Where(e => e.Audience is null))
        {
            double fit = Math.Max(Math.Max(Fit(WordKey.Of(entry.Title.En), typed), Fit(WordKey.Of(entry.Title.Ru), typed)), Fit(WordKey.Of(entry.Slug), typed));
            if (fit > 0) yield return (fit, new Suggestion("dataset", entry.Slug, entry.Title.In(language)));
        }
    }

    /// <summary>1 for a name that begins so, 0.6 for one with a later word that begins so, 0 for others.</summary>
    private static double Fit(string name, string typed) =>
        name.StartsWith(typed, StringComparison.Ordinal) ? 1 : name.Contains(" " + typed, StringComparison.Ordinal) ? 0.6 : 0;

    // "кт Пневмония" would look odd: behind other words a name begins small, unless it is an abbreviation.
    private static string Inside(string name, string head) =>
        head.Length > 0 && name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
