using MedAgg.Domain.Search;
using MedAgg.Search.Analysis;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>Cuts the piece out of a description that shows best why it was found.</summary>
internal static class Snippet
{
    /// <summary>Characters of a piece, some more or less to keep words whole.</summary>
    private const int Length = 220;

    /// <returns>The piece with its matches marked; null when nothing of the question stands in the text.</returns>
    public static IReadOnlyList<SnippetPart>? Of(string text, Question question, IndexEntry entry, QueryUnderstanding understanding)
    {
        List<(int Start, int End)> places = Places(text, question, entry, understanding);
        if (places.Count == 0) return null;
        (int from, int to) = Window(text, places);
        List<SnippetPart> parts = [];
        if (from > 0) parts.Add(new SnippetPart("… ", false));
        int at = from;
        foreach ((int start, int end) in places.Where(p => p.Start >= from && p.End <= to))
        {
            if (start < at) continue;
            if (start > at) parts.Add(new SnippetPart(text[at..start], false));
            parts.Add(new SnippetPart(text[start..end], true));
            at = end;
        }

        if (at < to) parts.Add(new SnippetPart(text[at..to], false));
        if (to < text.Length) parts.Add(new SnippetPart(" …", false));
        return parts;
    }

    private static List<(int Start, int End)> Places(string text, Question question, IndexEntry entry, QueryUnderstanding understanding)
    {
        HashSet<string> stems = [.. question.Words.Select(w => w.Repaired is { } r ? WordForm.StemOf(r) : w.Word.Stem)];
        foreach (QueryWord word in question.Understood.Phrases.SelectMany(QueryWords.Of)) stems.Add(word.Stem);
        List<(int Start, int End)> places = [];
        if (stems.Count > 0)
        {
            WordScanner scanner = new(text);
            while (scanner.MoveNext())
            {
                Word word = scanner.Current;
                if (stems.Contains(WordForm.StemOf(text.AsSpan(word.Start, word.Length)))) places.Add((word.Start, word.End));
            }
        }

        string[] said = [.. question.Said.SelectMany(k => k).Select(s => s.Id)];
        HashSet<string> senses = [.. question.Words.Select(w => w.Word.Sense).OfType<string>()];
        if (said.Length + senses.Count > 0)
        {
            TextReading reading = understanding.Read(text, [.. entry.Modalities, .. entry.Areas, .. entry.Pathologies, .. entry.Tasks]);
            foreach (Mention mention in reading.Terms)
                if (said.Any(id => understanding.Taxonomy.IsWithin(mention.Id, id))) places.Add((mention.Start, mention.End));
            places.AddRange(reading.Senses.Where(m => senses.Contains(m.Id)).Select(m => (m.Start, m.End)));
        }

        return [.. places.Order()];
    }

    private static (int From, int To) Window(string text, List<(int Start, int End)> places)
    {
        if (text.Length <= Length + 40) return (0, text.Length);
        int best = 0;
        int most = 0;
        for (int i = 0; i < places.Count; i++)
        {
            int inside = places.Count(p => p.Start >= places[i].Start && p.End <= places[i].Start + Length);
            if (inside <= most) continue;
            most = inside;
            best = places[i].Start;
        }

        int from = best < Length / 2 ? 0 : Back(text, best - 30);
        int to = Forward(text, Math.Min(text.Length, from + Length));
        return (from, Math.Max(to, places.First(p => p.Start >= best).End));
    }

    private static int Back(string text, int at)
    {
        at = Math.Max(0, at);
        while (at > 0 && !char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }

    private static int Forward(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
