using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>Reads 8-bit text whose character set is not declared: UTF-8 where valid, else the Cyrillic code page whose result looks most like Russian, else Latin-1.</summary>
internal static class CyrillicGuess
{
    /// <summary>Letters of Russian text by frequency; the front half makes up four fifths of it.</summary>
    private const string Frequent = "оеаинтсрвлкмдпу";

    private static readonly (string Name, int Page)[] Candidates = [("windows-1251", 1251), ("koi8-r", 20866), ("cp866", 866), ("iso-8859-5", 28595)];

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static string Decode(ReadOnlySpan<byte> bytes, out string? guess)
    {
        try
        {
            guess = "utf-8";
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            guess = null;
        }
        string best = Encoding.Latin1.GetString(bytes);
        double bestScore = 0.5;
        foreach ((string name, int page) in Candidates)
        {
            string text = DicomCharacterSet.CodePage(page).GetString(bytes);
            double score = Score(text);
            if (score > bestScore)
                (best, bestScore, guess) = (text, score, name);
        }
        return best;
    }

    /// <summary>0 … about 1.5: share of non-ASCII characters that are Russian letters, more for frequent ones and for natural case, less for a capital after a small letter.</summary>
    private static double Score(string text)
    {
        int foreign = 0;
        int letters = 0;
        double points = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c < 0x80)
                continue;
            foreign++;
            char lower = char.ToLowerInvariant(c);
            if (lower is not ((>= 'а' and <= 'я') or 'ё'))
                continue;
            letters++;
            points += Frequent.Contains(lower, StringComparison.Ordinal) ? 1.0 : 0.6;
            bool isMixed = (i > 0 && char.IsAsciiLetter(text[i - 1])) || (i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]));
            points -= isMixed ? 1 : 0; // an accent inside a Latin word
            bool isOddCase = i > 0 && char.IsUpper(c) && char.IsLower(text[i - 1]);
            points -= isOddCase ? 0.8 : 0;
        }
        // Two letters at least: a lone accent in a Western name is no Russian.
        return foreign == 0 || letters < 2 || letters < foreign * 0.8 ? 0 : points / foreign;
    }
}
