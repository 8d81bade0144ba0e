namespace MedAgg.Search.Analysis;

/// <summary>A word of a question.</summary>
/// <param name="Text">As the user typed it.</param>
/// <param name="Folded">Lower case, ё as е.</param>
/// <param name="Stem">As the index holds it.</param>
/// <param name="IsStop">Whether the index leaves it out.</param>
/// <param name="Place">Where it stands in the question.</param>
public sealed record QueryWord(string Text, string Folded, string Stem, bool IsStop, Word Place)
{
    /// <summary>The name of what it means in either language; null where nobody has said so.</summary>
    public string? Sense { get; init; }
}

/// <summary>Cuts questions into words with the same chain that cuts the texts.</summary>
public static class QueryWords
{
    /// <summary>Words beyond this number are not read.</summary>
    public const int MaxWords = 128;

    public static IReadOnlyList<QueryWord> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<QueryWord> words = [];
        WordScanner scanner = new(text);
        while (words.Count < MaxWords && scanner.MoveNext())
        {
            ReadOnlySpan<char> word = text.AsSpan(scanner.Current.Start, scanner.Current.Length);
            string folded = WordForm.FoldOf(word);
            words.Add(new QueryWord(word.ToString(), folded, WordForm.StemOf(word), StopWords.Contains(folded), scanner.Current));
        }

        return words;
    }
}
