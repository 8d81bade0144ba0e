using System.Globalization;
using System.Text;

namespace MedAgg.Jobs.Archives;

/// <summary>Reads the bytes of an entry's name. Old archives do not say their code page, so it is guessed: a name must stay a name.</summary>
internal static class EntryName
{
    private const int ShownLength = 120;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding Cp437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;
    private static readonly Encoding Cp866 = CodePagesEncodingProvider.Instance.GetEncoding(866)!;
    private static readonly Encoding Cp1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    /// <param name="bytes">The name as it stands in the archive.</param>
    /// <param name="isGuessed">Whether the code page is a guess between Russian and Western ones.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, out bool isGuessed)
    {
        isGuessed = false;
        if (System.Text.Ascii.IsValid(bytes))
            return Encoding.ASCII.GetString(bytes);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            isGuessed = true; // not UTF-8, whatever the archive says of itself
        }

        foreach (Encoding russian in (ReadOnlySpan<Encoding>)[Cp866, Cp1251])
        {
            string text = russian.GetString(bytes);
            if (IsCyrillic(text))
                return text;
        }

        isGuessed = false;
        return Cp437.GetString(bytes); // what the ZIP format means without its UTF-8 mark
    }

    /// <summary>The name for a sentence: cut, with control characters and direction marks written out.</summary>
    public static string Shown(string name)
    {
        StringBuilder shown = new();
        foreach (char c in name.Length <= ShownLength ? name : name[..ShownLength] + "…")
        {
            if (IsHidden(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>Control characters, direction marks and lone surrogates: they would lie to a reader or break a log line.</summary>
    public static bool IsHidden(char c) =>
        char.IsControl(c) || c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF' or '\u2028' or '\u2029';

    // A word that mixes Latin and Cyrillic letters, or holds line graphics, was not meant in that code page.
    private static bool IsCyrillic(string text)
    {
        bool hasCyrillic = false;
        foreach (string word in Words(text))
        {
            bool cyrillic = word.Any(c => c is >= 'Ѐ' and <= 'ӿ');
            if (cyrillic && word.Any(char.IsAsciiLetter))
                return false;
            hasCyrillic |= cyrillic;
        }

        return hasCyrillic && text.All(c => char.IsAscii(c) || c is (>= 'Ѐ' and <= 'ӿ') or '№');
    }

    private static IEnumerable<string> Words(string text)
    {
        int begin = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
                continue;
            if (i > begin)
                yield return text[begin..i];
            begin = i + 1;
        }
    }
}
