using System.Globalization;
using System.Text;

namespace MedAgg.Jobs.Catalog;

/// <summary>Makes the stable name of a dataset: lower-case Latin letters, digits and hyphens; Cyrillic is transliterated.</summary>
public static class DatasetSlug
{
    private const int MaxLength = 80;

    private const string Letters = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";
    private const string Latin = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"; // a dash stands for nothing

    private static readonly Dictionary<char, string> Cyrillic = Letters.Split(' ').Zip(Latin.Split(' ')).ToDictionary(pair => pair.First[0], pair => pair.Second.Trim('-'));

    /// <summary>The slug of a name; <c>dataset</c> when nothing of it can be written so.</summary>
    public static string Of(string name)
    {
        StringBuilder slug = new(name.Length);
        foreach (char c in name.ToLowerInvariant())
        {
            string written = Cyrillic.TryGetValue(c, out string? latin) ? latin : Plain(c);
            if (written.Length > 0)
                slug.Append(written);
            else if (!char.IsLetterOrDigit(c) && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        string cut = slug.ToString().Trim('-');
        cut = (cut.Length <= MaxLength ? cut : cut[..MaxLength]).Trim('-');
        return cut.Length > 0 ? cut : "dataset";
    }

    /// <summary>The slug with a number, for names that are taken: <c>chest-2</c>.</summary>
    public static string Numbered(string slug, int number) => string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");

    private static string Plain(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            return c.ToString();
        string parts = c.ToString().Normalize(NormalizationForm.FormD);
        return parts.Length > 1 && char.IsAsciiLetterOrDigit(parts[0]) ? parts[..1] : ""; // é is e
    }
}
