using System.Text;

namespace MedAgg.Search.Understanding;

/// <summary>Text typed with the keyboard in the wrong layout: "rn" for «кт», «сруые» for "chest".</summary>
internal static class KeyboardLayout
{
    private const string Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private const string Cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюё";

    /// <summary>What the same keys give in the other layout; null when the text mixes both or has nothing to turn.</summary>
    public static string? Other(string text)
    {
        bool latin = text.Any(char.IsAsciiLetter);
        bool cyrillic = text.Any(c => c is >= 'а' and <= 'я' or >= 'А' and <= 'Я' or 'ё' or 'Ё');
        if (latin == cyrillic) return null;
        (string from, string to) = latin ? (Latin, Cyrillic) : (Cyrillic, Latin);
        StringBuilder turned = new(text.Length);
        foreach (char c in text)
        {
            char key = char.ToLowerInvariant(c) is var lower && lower == '{' ? '[' : lower == '}' ? ']' : lower == ':' && latin ? ';' : lower;
            int at = from.IndexOf(key, StringComparison.Ordinal);
            turned.Append(at < 0 ? c : to[at]);
        }

        return turned.ToString();
    }
}
