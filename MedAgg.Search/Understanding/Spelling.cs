namespace MedAgg.Search.Understanding;

/// <summary>Finds the word of the taxonomy that a misspelt word means.</summary>
internal sealed class Spelling(TermPatterns patterns)
{
    /// <summary>Shorter words are never repaired: too many words are near them.</summary>
    private const int MinLength = 5;

    /// <summary>Words of this length may have two mistakes.</summary>
    private const int TwoMistakes = 8;

    private readonly (string Word, string Key)[] _words = [.. patterns.Words.Where(w => w.Key.Length >= 4).Select(w => (w.Key, w.Value))];

    /// <summary>The nearest words, best first; empty when none is near enough.</summary>
    public IReadOnlyList<string> Near(QuestionToken token, int limit)
    {
        string folded = token.Folded;
        if (folded.Length < MinLength || token.HasDigit || token.IsUpper) return [];
        int allowed = folded.Length >= TwoMistakes ? 2 : 1;
        List<(double Distance, string Word)> near = [];
        foreach ((string word, string key) in _words)
        {
            if (Math.Abs(word[0] - folded[0]) > 0 && allowed == 1) continue;
            if (IsCyrillic(word[0]) != IsCyrillic(folded[0])) continue;
            double distance = Math.Min(Of(folded, word, allowed), OfStems(token.Key, key, allowed));
            if (distance <= allowed) near.Add((distance + (word[0] == folded[0] ? 0 : 0.5), word));
        }

        return [.. near.OrderBy(n => n.Distance).ThenBy(n => Math.Abs(n.Word.Length - folded.Length)).ThenBy(n => n.Word, StringComparer.Ordinal).Select(n => n.Word).Distinct().Take(limit)];
    }

    /// <summary>Changes, insertions, deletions and swaps of neighbours that turn one word into the other; more than allowed is not told apart.</summary>
    internal static int Of(string a, string b, int allowed)
    {
        if (Math.Abs(a.Length - b.Length) > allowed) return allowed + 1;
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > allowed) return allowed + 1;
            Span<int> free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    // Inflected words are compared by stem; a short stem is near too many others.
    private static int OfStems(string a, string b, int allowed)
    {
        int shorter = Math.Min(a.Length, b.Length);
        return shorter < 4 ? allowed + 1 : Of(a, b, shorter < 7 ? 1 : allowed) is var d && d > (shorter < 7 ? 1 : allowed) ? allowed + 1 : d;
    }

    private static bool IsCyrillic(char c) => c >= '\u0400';
}
