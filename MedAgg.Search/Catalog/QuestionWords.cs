using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>
/// Finds the terms of the index that plain words stand for, in every spelling people type: "mos med data" and MosMedData, "camelyon 16"
/// and CAMELYON16, the beginning of the last word while it is being typed, and the nearest word when nobody has the word as typed.
/// </summary>
internal static class QuestionWords
{
    /// <summary>Neighbouring words that are also tried as one.</summary>
    private const int MaxJoined = 4;

    private const int MaxNamesakes = 5;
    private const int MaxCompletions = 48;
    private const int MinPrefix = 2;

    /// <summary>Letters too many or too few in a misspelt word.</summary>
    private const int MostGaps = 2;

    /// <param name="snapshot">The index.</param>
    /// <param name="words">The plain words.</param>
    /// <param name="senseOf">The sense of a word of the index.</param>
    /// <param name="lastIsOpen">Whether the last word may still be growing.</param>
    /// <param name="mayRespell">Whether a word that nobody has may be read as one that somebody has.</param>
    public static List<QuestionWord> Of(IndexSnapshot snapshot, IReadOnlyList<QueryWord> words, Func<string, string?> senseOf, bool lastIsOpen, bool mayRespell)
    {
        List<int>[] terms = [.. words.Select(w => Term(snapshot, w) is var t and >= 0 ? new List<int> { t } : [])];
        AddJoined(snapshot, words, terms);
        AddParts(snapshot, words, terms);
        List<QuestionWord> found = [];
        for (int i = 0; i < words.Count; i++)
        {
            // A word with a sense is whole, and what it means must not depend on how one language goes on from its letters.
            bool open = lastIsOpen && i == words.Count - 1 && words[i].Folded.Length >= MinPrefix && words[i].Sense is null;
            List<int> completions = open ? [.. snapshot.Complete(words[i].Folded, MaxCompletions).Except(terms[i])] : [];
            found.Add(terms[i].Count + completions.Count > 0 || words[i].IsStop || !mayRespell ? new QuestionWord(words[i], terms[i], completions) : Respell(snapshot, words[i], senseOf));
        }

        return found;
    }

    /// <summary>
    /// Names that neighbouring words of the question make, at least one of which means nothing else. Only rare ones: a name belongs to few
    /// datasets. Without a plain word a question is the same in both languages and must stay so.
    /// </summary>
    public static List<int> Names(IndexSnapshot snapshot, string text, IReadOnlyList<QueryWord> plain)
    {
        IReadOnlyList<QueryWord> words = QueryWords.Of(text);
        List<int>[] terms = [.. words.Select(_ => new List<int>())];
        AddJoined(snapshot, words, terms);
        for (int i = 0; i < words.Count; i++)
            if (!plain.Any(p => p.Place.Start == words[i].Place.Start)) terms[i].Clear();
        return [.. terms.SelectMany(t => t).Distinct().Where(t => snapshot.RecordsOf(t) <= MaxNamesakes)];
    }

    // With a sense, what has it in either language; as typed where no dataset has the sense.
    private static int Term(IndexSnapshot snapshot, QueryWord word)
    {
        int sense = word.Sense is { } name ? snapshot.FindTerm(CatalogRecords.Sense(name)) : -1;
        return sense >= 0 ? sense : snapshot.FindTerm(word.Stem);
    }

    private static void AddJoined(IndexSnapshot snapshot, IReadOnlyList<QueryWord> words, List<int>[] terms)
    {
        for (int first = 0; first < words.Count; first++)
        {
            string joined = words[first].Folded;
            for (int last = first + 1; last < Math.Min(words.Count, first + MaxJoined); last++)
            {
                joined += words[last].Folded;
                if (joined.Length > WordForm.MaxLength) break;
                int term = snapshot.FindTerm(WordForm.StemOf(joined));
                if (term < 0) continue;
                for (int i = first; i <= last; i++)
                    if (!terms[i].Contains(term)) terms[i].Add(term);
            }
        }
    }

    /// <summary>covid19 and luna16, where datasets write them in two words.</summary>
    private static void AddParts(IndexSnapshot snapshot, IReadOnlyList<QueryWord> words, List<int>[] terms)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string folded = words[i].Folded;
            int cut = folded.AsSpan().IndexOfAnyInRange('0', '9');
            if (terms[i].Count > 0 || cut < 2) continue;
            int term = snapshot.FindTerm(WordForm.StemOf(folded.AsSpan(0, cut)));
            if (term >= 0) terms[i].Add(term);
        }
    }

    private static QuestionWord Respell(IndexSnapshot snapshot, QueryWord word, Func<string, string?> senseOf)
    {
        double allowed = Misspelling.Limit(word.Folded.Length);
        if (allowed == 0 || word.Folded.Any(char.IsAsciiDigit)) return new QuestionWord(word, [], []);
        (double Cost, int Records, int Term, string Form) best = (double.MaxValue, 0, -1, "");
        foreach ((string form, int term) in snapshot.FormsLike(word.Folded[0], word.Folded.Length - MostGaps, word.Folded.Length + MostGaps))
        {
            double cost = Misspelling.Cost(word.Folded, form, allowed);
            int records = snapshot.RecordsOf(term);
            if (cost > allowed) continue;
            if (cost < best.Cost || (cost == best.Cost && records > best.Records)) best = (cost, records, term, form);
        }

        if (best.Term < 0) return new QuestionWord(word, [], []);

        // tumor and tumour are one word in two spellings, not a mistake to be told about.
        bool sameWord = TermKey.Of(best.Form) == TermKey.Of(word.Folded);
        QueryWord meant = word with { Sense = senseOf(best.Form), Stem = WordForm.StemOf(best.Form) };
        int asMeant = Term(snapshot, meant);
        return new QuestionWord(meant, [asMeant >= 0 ? asMeant : best.Term], [], sameWord ? null : best.Form);
    }
}
