namespace MedAgg.Search.Understanding;

/// <summary>Finds the word of the taxonomy that a misspelt word means.</summary>
internal sealed class Spelling(TermPatterns patterns)
{
    /// <summary>Abbreviations are not longer; they are never repaired.</summary>
    private const int LongestAbbreviation = 6;

    private readonly (string Word, string Key)[] _words = [.. patterns.Words.Where(w => w.Key.Length >= 4).Select(w => (w.Key, w.Value))];

    /// <summary>The nearest words, best first; empty when none is near enough.</summary>
    public IReadOnlyList<string> Near(QuestionToken token, int limit)
    {
        string folded = token.Folded;
        double most = Misspelling.Limit(folded.Length);
        if (most == 0 || token.HasDigit || (token.IsUpper && folded.Length <= LongestAbbreviation)) return [];
        double mostOfStem = Misspelling.StemLimit(token.Key.Length);
        List<(double Cost, double Whole, string Word)> near = [];
        foreach ((string word, string key) in _words)
        {
            if (IsCyrillic(word[0]) != IsCyrillic(folded[0])) continue;
            double whole = Misspelling.Cost(folded, word, most);
            double stem = Misspelling.Cost(token.Key, key, mostOfStem);
            double cost = Math.Min(whole <= most ? whole : double.MaxValue, stem <= mostOfStem ? stem : double.MaxValue);
            if (cost < double.MaxValue) near.Add((cost, whole, word));
        }

        return [.. near.OrderBy(n => n.Cost).ThenBy(n => n.Whole).ThenBy(n => Math.Abs(n.Word.Length - folded.Length)).ThenBy(n => n.Word, StringComparer.Ordinal).Select(n => n.Word).Distinct().Take(limit)];
    }

    private static bool IsCyrillic(char c) => c >= '\u0400';
}
