namespace MedAgg.Web.App.Shell;

/// <summary>The letters of an avatar.</summary>
public static class Initials
{
    /// <summary>First letters of the first and the last word, in capitals; the first two letters of a single word.</summary>
    public static string Of(string name)
    {
        string[] words = name.Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string letters = words.Length switch
        {
            0 => "?",
            1 => words[0][..Math.Min(2, words[0].Length)],
            _ => string.Concat(words[0].AsSpan(0, 1), words[name.Contains('@', StringComparison.Ordinal) ? 1 : ^1].AsSpan(0, 1)),
        };
        return letters.ToUpperInvariant();
    }
}
