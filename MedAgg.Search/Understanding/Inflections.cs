using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>
/// Stems that a stemmer keeps apart although they are one word: перелом/переломами, узел/узлы, почка/почек, metastasis/metastases.
/// Made by inflecting the words of the taxonomy, so that they hold for those words and no others.
/// </summary>
internal static class Inflections
{
    /// <summary>Shorter words of the taxonomy are not joined with each other: their forms meet by accident.</summary>
    private const int MinJoined = 4;

    private static readonly string[] RussianEndings =
    [
        "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "ом", "ем", "ой", "ей", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ью", "ией", "ии", "ия", "ию",
        "ий", "ый", "ая", "ое", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ую", "ыми", "ими",
    ];

    private static readonly (string From, string To)[] LatinPlurals = [("is", "es"), ("us", "i"), ("a", "ae"), ("um", "a"), ("oma", "omata"), ("x", "ces")];

    /// <summary>Keys that are forms of one word, each with the key that stands for all of them. Keys of their own are left out.</summary>
    public static Dictionary<string, string> Of(IReadOnlyCollection<string> foldedWords)
    {
        HashSet<string> keys = [.. foldedWords.Select(TermKey.Of)];
        Dictionary<string, string> standsFor = new(StringComparer.Ordinal);
        HashSet<string> shared = new(StringComparer.Ordinal);
        foreach (string word in foldedWords.Where(w => !TermKey.IsOtherWord(w)).Order(StringComparer.Ordinal))
        {
            string key = Last(standsFor, TermKey.Of(word));
            foreach (string form in Forms(word).Where(f => !TermKey.IsOtherWord(f)))
            {
                string other = Last(standsFor, TermKey.Of(form));
                if (other.Length < 3 || other == key) continue;
                if (keys.Contains(other) && word.Length < MinJoined) continue;
                if (!keys.Contains(other) && standsFor.ContainsKey(other)) shared.Add(other);
                standsFor[other] = key;
            }
        }

        foreach (string key in shared) standsFor.Remove(key);
        return standsFor.Keys.ToDictionary(k => k, k => Last(standsFor, k), StringComparer.Ordinal);
    }

    private static string Last(Dictionary<string, string> standsFor, string key)
    {
        while (standsFor.TryGetValue(key, out string? next) && next != key) key = next;
        return key;
    }

    private static IEnumerable<string> Forms(string word)
    {
        if (word.Length < 3) return [];
        return word.Any(c => c is >= 'а' and <= 'я') ? RussianForms(word) : LatinForms(word);
    }

    private static IEnumerable<string> LatinForms(string word) =>
        LatinPlurals.Where(p => word.EndsWith(p.From, StringComparison.Ordinal)).Select(p => word[..^p.From.Length] + p.To);

    private static IEnumerable<string> RussianForms(string word)
    {
        string root = Root(word);
        foreach (string ending in RussianEndings) yield return root + ending;

        // узел → узла: the vowel of the last syllable falls out.
        if (root.Length == word.Length && root.Length >= 4 && root[^2] is 'е' or 'о' && !IsVowel(root[^1]) && !IsVowel(root[^3]))
        {
            string fleeting = root[..^2] + root[^1];
            foreach (string ending in RussianEndings) yield return fleeting + ending;
        }

        // почка → почек: a vowel comes in.
        if (root.Length < word.Length && root.Length >= 3 && !IsVowel(root[^1]) && !IsVowel(root[^2]))
        {
            yield return root[..^1] + "е" + root[^1];
            yield return root[..^1] + "о" + root[^1];
        }
    }

    private static string Root(string word)
    {
        int stem = WordForm.StemOf(word).Length;
        return IsVowel(word[^1]) || word[^1] is 'ь' or 'й' ? word[..Math.Max(stem, word.Length - 2)].TrimEnd('а', 'я', 'о', 'е', 'ы', 'и', 'у', 'ю', 'ь', 'й') : word;
    }

    private static bool IsVowel(char c) => c is 'а' or 'е' or 'и' or 'о' or 'у' or 'ы' or 'э' or 'ю' or 'я';
}
