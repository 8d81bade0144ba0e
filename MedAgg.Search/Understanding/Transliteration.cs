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

    /// <summary>Shorter forms are English words too often.</summary>
    private const int MinInflected = 4;

    // а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я
    private static readonly string[] Letters =
    [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sh", "", "i", "", "e", "iu", "ia",
    ];

    private static readonly Dictionary<string, string[]> Endings =
        new[]
        {
            "", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й", "ом", "ем", "ой", "ей", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ью", "ией", "ии", "ия", "ию", "иям",
            "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ую", "юю", "ыми", "ими", "ный", "ная", "ное", "ные", "ного", "ной", "ных",
        }.GroupBy(OfRussian).ToDictionary(g => g.Key, g => g.OrderByDescending(e => e.Length).ToArray(), StringComparer.Ordinal);

    private readonly Dictionary<string, (string Word, string Key)> _wordOfSkeleton = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _abbreviationOfSkeleton = new(StringComparer.Ordinal);

    public Transliteration(TermPatterns patterns, SenseTable senses)
    {
        // Words of terms first: where both spell alike, a term is meant.
        foreach ((string word, string key) in patterns.Words.Concat(senses.Words).Where(w => IsCyrillic(w.Key)))
        {
            _words.TryAdd(word, key);
            _wordOfSkeleton.TryAdd(OfRussian(key), (word, key));
        }

        // почка, but pochek
        foreach ((string form, string word) in patterns.Inflected.Where(i => IsCyrillic(i.Form) && i.Form.Length >= MinInflected)) _wordOfSkeleton.TryAdd(OfRussian(form), (word, form));
        foreach (string word in patterns.WholeWords)
            if (IsCyrillic(word)) _abbreviationOfSkeleton.TryAdd(OfRussian(word), word);
    }

    /// <summary>The Russian word that a Latin word spells, and how it is told to the user; null when there is none.</summary>
    public (string Word, string Shown)? Find(string folded)
    {
        if (folded.Length < 2 || !folded.All(c => char.IsAsciiLetter(c) || c == '\'')) return null;
        string skeleton = OfLatin(folded);
        if (_abbreviationOfSkeleton.TryGetValue(skeleton, out string? abbreviation)) return (abbreviation, abbreviation);
        if (folded.Length < 3) return null;
        for (int cut = skeleton.Length; cut >= 3; cut--)
        {
            if (_wordOfSkeleton.TryGetValue(skeleton[..cut], out (string Word, string Key) found) && Endings.TryGetValue(skeleton[cut..], out string[]? endings))
                return (found.Word, Shown(found.Key, endings) ?? found.Word);
        }

        return null;
    }

    /// <summary>The form that was meant: one that the taxonomy has, else one that grammar allows.</summary>
    private string? Shown(string key, string[] endings)
    {
        IEnumerable<string> forms = endings.Where(e => !(e is "ы" && "гкхжшщч".Contains(key[^1], StringComparison.Ordinal))).Select(e => key + e);
        return forms.FirstOrDefault(_words.ContainsKey) ?? forms.FirstOrDefault(f => TermKey.Of(f) == key);
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
