namespace MedAgg.Search.Analysis;

/// <summary>
/// Snowball Russian, in place over a lower-case word; ё counts as е.
/// Source: the algorithm's description at snowballstem.org; conformity is shown over the project's own vocabulary.
/// </summary>
public static class RussianStemmer
{
    private static readonly string[] PerfectiveAfterA = ["вшись", "вши", "в"];
    private static readonly string[] Perfective = ["ившись", "ывшись", "ивши", "ывши", "ив", "ыв"];

    private static readonly string[] Adjectives =
    [
        "ими", "ыми", "его", "ого", "ему", "ому", "ее", "ие", "ые", "ое", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом",
        "их", "ых", "ую", "юю", "ая", "яя", "ою", "ею",
    ];

    private static readonly string[] ParticiplesAfterA = ["ем", "нн", "вш", "ющ", "щ"];
    private static readonly string[] Participles = ["ивш", "ывш", "ующ"];

    private static readonly string[] VerbsAfterA = ["ете", "йте", "ешь", "нно", "ла", "на", "ли", "ем", "ло", "но", "ет", "ют", "ны", "ть", "й", "л", "н"];

    private static readonly string[] Verbs =
    [
        "ейте", "уйте", "ила", "ыла", "ена", "ите", "или", "ыли", "ило", "ыло", "ено", "ует", "уют", "ены", "ить", "ыть", "ишь",
        "ей", "уй", "ил", "ыл", "им", "ым", "ен", "ят", "ит", "ыт", "ую", "ю",
    ];

    private static readonly string[] Nouns =
    [
        "иями", "ями", "ами", "ией", "иям", "ием", "иях", "ев", "ов", "ие", "ье", "еи", "ии", "ей", "ой", "ий", "ям", "ем", "ам", "ом",
        "ах", "ях", "ию", "ью", "ия", "ья", "а", "е", "и", "й", "о", "у", "ы", "ь", "ю", "я",
    ];

    /// <summary>Stems a lower-case word in place.</summary>
    /// <returns>Characters of the stem, which stands at the start of the buffer.</returns>
    public static int Stem(Span<char> word)
    {
        for (int i = 0; i < word.Length; i++) if (word[i] == 'ё') word[i] = 'е';
        (int rv, int r2) = Regions(word);
        int n = word.Length;

        if (!TakePerfective(word, ref n, rv))
        {
            if (!Take(word, ref n, rv, "ся")) Take(word, ref n, rv, "сь");
            if (!TakeAdjectival(word, ref n, rv) && !TakeAfterA(word, ref n, rv, VerbsAfterA, Verbs)) TakeAny(word, ref n, rv, Nouns);
        }

        Take(word, ref n, rv, "и");
        if (!Take(word, ref n, Math.Max(rv, r2), "ость")) Take(word, ref n, Math.Max(rv, r2), "ост");
        bool superlative = Take(word, ref n, rv, "ейше") || Take(word, ref n, rv, "ейш");
        if (Ends(word, n, rv, "нн")) return n - 1;
        if (!superlative) Take(word, ref n, rv, "ь");
        return n;
    }

    private static (int Rv, int R2) Regions(ReadOnlySpan<char> word)
    {
        int i = 0;
        while (i < word.Length && !IsVowel(word[i])) i++;
        int rv = Math.Min(word.Length, i + 1);
        i = After(word, rv, vowel: false);
        i = After(word, i, vowel: true);
        return (rv, After(word, i, vowel: false));
    }

    /// <summary>The place behind the next vowel or consonant.</summary>
    private static int After(ReadOnlySpan<char> word, int from, bool vowel)
    {
        int i = from;
        while (i < word.Length && IsVowel(word[i]) != vowel) i++;
        return Math.Min(word.Length, i + 1);
    }

    private static bool TakePerfective(ReadOnlySpan<char> word, ref int n, int rv) => TakeAfterA(word, ref n, rv, PerfectiveAfterA, Perfective);

    /// <summary>The longest ending of both lists decides; one of the first list must follow а or я.</summary>
    private static bool TakeAfterA(ReadOnlySpan<char> word, ref int n, int rv, string[] afterA, string[] plain)
    {
        string? first = Longest(word, n, rv, afterA);
        string? second = Longest(word, n, rv, plain);
        if (second is not null && (first is null || second.Length > first.Length))
        {
            n -= second.Length;
            return true;
        }

        if (first is null || n - first.Length - 1 < rv || word[n - first.Length - 1] is not ('а' or 'я')) return false;
        n -= first.Length;
        return true;
    }

    private static bool TakeAdjectival(ReadOnlySpan<char> word, ref int n, int rv)
    {
        if (!TakeAny(word, ref n, rv, Adjectives)) return false;
        TakeAfterA(word, ref n, rv, ParticiplesAfterA, Participles);
        return true;
    }

    private static bool TakeAny(ReadOnlySpan<char> word, ref int n, int rv, string[] endings)
    {
        if (Longest(word, n, rv, endings) is not { } ending) return false;
        n -= ending.Length;
        return true;
    }

    private static string? Longest(ReadOnlySpan<char> word, int n, int rv, string[] endings)
    {
        string? longest = null;
        foreach (string ending in endings)
            if ((longest is null || ending.Length > longest.Length) && Ends(word, n, rv, ending)) longest = ending;
        return longest;
    }

    private static bool Take(ReadOnlySpan<char> word, ref int n, int from, string ending)
    {
        if (!Ends(word, n, from, ending)) return false;
        n -= ending.Length;
        return true;
    }

    private static bool Ends(ReadOnlySpan<char> word, int n, int from, string ending) =>
        n - ending.Length >= from && word.Slice(n - ending.Length, ending.Length).SequenceEqual(ending);

    private static bool IsVowel(char c) => c is 'а' or 'е' or 'и' or 'о' or 'у' or 'ы' or 'э' or 'ю' or 'я';
}
