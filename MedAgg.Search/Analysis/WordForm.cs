namespace MedAgg.Search.Analysis;

/// <summary>The form of a word that the index holds: lower case, ё as е, stemmed by its script, or nothing for a stop word.</summary>
public static class WordForm
{
    /// <summary>Longer words are cut: nobody types them, and hostile texts hold them.</summary>
    public const int MaxLength = 64;

    /// <summary>Writes the lower-case form of a word, ё as е and the typographic apostrophe as the plain one.</summary>
    /// <param name="word">A word of a text.</param>
    /// <param name="form">At least <see cref="MaxLength"/> + 1 characters.</param>
    /// <returns>Characters written.</returns>
    public static int Fold(ReadOnlySpan<char> word, Span<char> form)
    {
        int length = Math.Min(word.Length, MaxLength);
        for (int i = 0; i < length; i++)
        {
            char c = word[i];
            form[i] = c switch
            {
                >= 'a' and <= 'z' => c,
                < (char)128 => char.ToLowerInvariant(c),
                'ё' or 'Ё' => 'е',
                '\u2019' => '\'',
                _ => char.ToLowerInvariant(c),
            };
        }

        return length;
    }

    /// <summary>Stems a folded word in place: Russian where it has a Cyrillic letter, English otherwise.</summary>
    /// <param name="form">The folded word with one spare character behind it.</param>
    /// <param name="length">Characters of the word.</param>
    /// <returns>Characters of the stem.</returns>
    public static int Stem(Span<char> form, int length)
    {
        foreach (char c in form[..length])
            if (c is >= '\u0400' and <= '\u04ff') return RussianStemmer.Stem(form[..length]);
        return EnglishStemmer.Stem(form, length);
    }

    /// <summary>The stem of a word as text.</summary>
    public static string StemOf(ReadOnlySpan<char> word)
    {
        Span<char> form = stackalloc char[MaxLength + 1];
        return form[..Stem(form, Fold(word, form))].ToString();
    }

    /// <summary>The folded form of a word as text.</summary>
    public static string FoldOf(ReadOnlySpan<char> word)
    {
        Span<char> form = stackalloc char[MaxLength + 1];
        return form[..Fold(word, form)].ToString();
    }

    /// <summary>Text in which й and ё typed as a letter and a mark are one letter.</summary>
    public static string Composed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036f')) return text;
        return text.Replace("и\u0306", "й", StringComparison.Ordinal).Replace("И\u0306", "Й", StringComparison.Ordinal)
            .Replace("е\u0308", "ё", StringComparison.Ordinal).Replace("Е\u0308", "Ё", StringComparison.Ordinal);
    }
}
