namespace MedAgg.Search.Understanding;

/// <summary>
/// How likely one word is the other one mistyped. Mistakes that fingers and ears make (swapped neighbours, a letter doubled or not, one vowel for another, a voiced
/// consonant for its voiceless one, the key beside) cost less than a letter that makes another word: "nodle" is nodule, "beast" is not breast.
/// Costs were weighed against the Snowball vocabularies: ordinary words must stay what they are.
/// </summary>
internal static class Misspelling
{
    private const double Swap = 0.6;
    private const double Doubled = 0.4;
    private const double Silent = 0.5;
    private const double VowelGap = 0.7;
    private const double ConsonantGap = 0.9;
    private const double OtherVowel = 0.75;
    private const double Kin = 0.6;
    private const double NextKey = 1.0;
    private const double OtherLetter = 1.7;
    private const double FirstLetter = 0.8;
    private const double FirstVowel = 0.3;
    private const string Vowels = "aeiouyаеиоуыэюяй";

    // Heard alike, or written one for the other.
    private static readonly string[] Alike = ["ckqs", "sz", "fv", "td", "bp", "gj", "mn", "iy", "гхк", "дт", "бп", "вф", "зс", "жш", "шщч", "цс", "ъь"];

    private static readonly string[] Keyboard = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

    /// <summary>What mistakes may cost in a word of a length; nothing in short ones, since too many words are near them.</summary>
    public static double Limit(int length) => length switch
    {
        < 5 => 0,
        5 => 0.7,
        6 => 0.8,
        7 => 1.0,
        <= 10 => 1.3,
        _ => 2.0,
    };

    /// <summary>As <see cref="Limit"/> for stems: what differs in an ending tells nothing, so that the rest must be nearer.</summary>
    public static double StemLimit(int length) => length switch
    {
        < 5 => 0,
        <= 6 => 0.6,
        7 => 0.75,
        <= 9 => 1.0,
        _ => 1.3,
    };

    /// <summary>What the cheapest mistakes cost that turn a right word into a typed one; more than the limit is not told apart.</summary>
    public static double Cost(string typed, string right, double limit)
    {
        if (typed.Length == 0 || right.Length == 0 || Math.Abs(typed.Length - right.Length) > 1 + (limit / Doubled)) return double.MaxValue;
        double least = typed[0] == right[0] ? 0 : IsVowel(typed[0]) && IsVowel(right[0]) ? FirstVowel : FirstLetter;
        if (least > limit) return double.MaxValue;
        Span<double> before = stackalloc double[right.Length + 1];
        Span<double> last = stackalloc double[right.Length + 1];
        Span<double> row = stackalloc double[right.Length + 1];
        last[0] = 0;
        for (int j = 1; j <= right.Length; j++) last[j] = last[j - 1] + Gap(right, j - 1);
        for (int i = 1; i <= typed.Length; i++)
        {
            row[0] = last[0] + Gap(typed, i - 1);
            double best = row[0];
            for (int j = 1; j <= right.Length; j++)
            {
                double cost = Math.Min(last[j] + Gap(typed, i - 1), row[j - 1] + Gap(right, j - 1));
                cost = Math.Min(cost, last[j - 1] + Change(typed[i - 1], right[j - 1]));
                if (i > 1 && j > 1 && typed[i - 1] == right[j - 2] && typed[i - 2] == right[j - 1]) cost = Math.Min(cost, before[j - 2] + Swap);
                row[j] = cost;
                best = Math.Min(best, cost);
            }

            if (best + least > limit) return double.MaxValue;
            Span<double> free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[right.Length] + least;
    }

    /// <summary>A letter that stands in one of the words only.</summary>
    private static double Gap(string word, int at)
    {
        char c = word[at];
        if ((at > 0 && word[at - 1] == c) || (at + 1 < word.Length && word[at + 1] == c)) return Doubled;
        if (c is 'h' or 'ь' or 'ъ') return Silent;
        return IsVowel(c) ? VowelGap : ConsonantGap;
    }

    private static double Change(char a, char b)
    {
        if (a == b) return 0;
        if (IsVowel(a) && IsVowel(b)) return OtherVowel;
        foreach (string alike in Alike)
            if (alike.Contains(a, StringComparison.Ordinal) && alike.Contains(b, StringComparison.Ordinal)) return Kin;
        foreach (string keys in Keyboard)
        {
            int at = keys.IndexOf(a, StringComparison.Ordinal);
            if (at >= 0 && Math.Abs(at - keys.IndexOf(b, StringComparison.Ordinal)) == 1) return NextKey;
        }

        return OtherLetter;
    }

    private static bool IsVowel(char c) => Vowels.Contains(c, StringComparison.Ordinal);
}
