using System.Text;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Russian typed in Latin letters: "kt legkih" for «кт лёгких». There is no one scheme, so both sides are brought to a common skeleton
/// (zh/ж, kh and h/х, y and j/й/и/ы …) and the ending is left to Russian grammar.
/// </summary>
internal sealed class Transliteration
{
    private static readonly (string From, string To)[] Schemes =
    [
        ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("yu", "iu"), ("ju", "iu"), ("ya", "ia"), ("ja", "ia"),
        ("yo", "e"), ("jo", "e"), ("ye", "e"), ("je", "e"), ("y", "i"), ("j", "i"), ("w", "v"), ("x", "ks"), ("'", ""), ("ii", "i"),
    ];

    // а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я
    private static readonly string[] Letters =
    [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sh", "", "i", "", "e", "iu", "ia",
    ];

    private static readonly HashSet<string> Endings =
    [
        .. new[]
        {
            "", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й", "ом", "ем", "ой", "ей", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ью", "ией", "ии", "ия", "ию", "иям",
            "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ую", "юю", "ыми", "ими", "ный", "ная", "ное", "ные", "ного", "ной", "ных",
        }.Select(OfRussian),
    ];

    private readonly Dictionary<string, string> _wordOfSkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _abbreviationOfSkeleton = new(StringComparer.Ordinal);

    public Transliteration(TermPatterns patterns)
    {
        foreach ((string word, string key) in patterns.Words)
            if (IsCyrillic(word)) _wordOfSkeleton.TryAdd(OfRussian(key), word);
        foreach (string word in patterns.WholeWords)
            if (IsCyrillic(word)) _abbreviationOfSkeleton.TryAdd(OfRussian(word), word);
    }

    /// <summary>The Russian word of the taxonomy that a Latin word spells; null when there is none.</summary>
    public string? Find(string folded)
    {
        if (folded.Length < 2 || !folded.All(c => char.IsAsciiLetter(c) || c == '\'')) return null;
        string skeleton = OfLatin(folded);
        if (_abbreviationOfSkeleton.TryGetValue(skeleton, out string? abbreviation)) return abbreviation;
        if (folded.Length < 3) return null;
        for (int cut = skeleton.Length; cut >= 3; cut--)
            if (_wordOfSkeleton.TryGetValue(skeleton[..cut], out string? word) && Endings.Contains(skeleton[cut..])) return word;
        return null;
    }

    private static bool IsCyrillic(string word) => word.All(c => c is >= 'а' and <= 'я');

    private static string OfLatin(string folded)
    {
        string skeleton = folded;
        foreach ((string from, string to) in Schemes) skeleton = skeleton.Replace(from, to, StringComparison.Ordinal);
        return skeleton;
    }

    private static string OfRussian(string word)
    {
        StringBuilder skeleton = new();
        foreach (char c in WordForm.FoldOf(word)) skeleton.Append(c is >= 'а' and <= 'я' ? Letters[c - 'а'] : "");
        return skeleton.Replace("ii", "i").ToString();
    }
}
