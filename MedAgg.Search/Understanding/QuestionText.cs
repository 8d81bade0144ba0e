namespace MedAgg.Search.Understanding;

/// <summary>
/// A question cut by the only two signs that mean something: quotes around a phrase and a minus before what is not wanted. Everything
/// else is words; no other sign can break a search.
/// </summary>
/// <param name="Text">The question, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Free">The question with phrases and exclusions blanked out, so that places stay.</param>
/// <param name="Phrases">Quoted phrases.</param>
/// <param name="Excluded">What stands behind a minus, and whether it was quoted.</param>
internal sealed record QuestionText(string Text, string Free, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded)
{
    /// <summary>Characters that are read of a question.</summary>
    public const int MaxLength = 1000;

    private const string Opening = "\"«“„";
    private const string Closing = "\"»”“";

    public static QuestionText Of(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        char[] free = text.ToCharArray();
        List<string> phrases = [];
        List<string> excluded = [];
        for (int i = 0; i < text.Length; i++)
        {
            bool minus = IsMinus(text, i);
            int open = minus ? i + 1 : i;
            if (QuoteEnd(text, open) is { } end)
            {
                (minus ? excluded : phrases).Add(text[(open + 1)..end]);
                i = Blank(free, i, end + 1);
            }
            else if (minus)
            {
                int stop = open;
                while (stop < text.Length && !char.IsWhiteSpace(text[stop])) stop++;
                excluded.Add(text[open..stop]);
                i = Blank(free, i, stop);
            }
        }

        return new QuestionText(text, new string(free), phrases, excluded);
    }

    private static bool IsMinus(string text, int i) =>
        text[i] is '-' or '−' && (i == 0 || char.IsWhiteSpace(text[i - 1])) && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || Opening.Contains(text[i + 1], StringComparison.Ordinal));

    private static int? QuoteEnd(string text, int open)
    {
        if (open >= text.Length) return null;
        int kind = Opening.IndexOf(text[open], StringComparison.Ordinal);
        if (kind < 0) return null;
        int end = text.IndexOf(Closing[kind], open + 1);
        return end > open + 1 && text.AsSpan(open + 1, end - open - 1).ContainsAnyExcept(" \t") ? end : null;
    }

    private static int Blank(char[] free, int from, int to)
    {
        // A comma keeps the words on both sides from becoming neighbours.
        for (int i = from; i < to; i++) free[i] = i == from ? ',' : ' ';
        return to - 1;
    }
}
