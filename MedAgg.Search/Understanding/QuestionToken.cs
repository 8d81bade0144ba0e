using MedAgg.Search.Analysis;

namespace MedAgg.Search.Understanding;

/// <summary>A word on its way to being understood.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Folded">Lower case, ё as е; after a repair, the repaired word.</param>
/// <param name="Place">Where it stands in the question.</param>
internal sealed record QuestionToken(string Text, string Folded, Word Place)
{
    /// <summary>Words that may stand between the parts of a name without being part of it. The "up" of "follow-up" is part of it.</summary>
    public bool IsGlue { get; } = StopWords.Contains(Folded) && !ExclusionRule.IsCue(Folded) && !Place.IsHyphened;

    public string Key { get; } = TermKey.Of(Folded);

    /// <summary>An abbreviation with an English plural, as in CTs and MRIs: the abbreviation. Else <see cref="Folded"/>.</summary>
    public string WholeWord { get; } = IsPlural(Text) ? Folded[..^1] : Folded;

    /// <summary>A repaired word as it is told to the user: in the form in which it was meant, where that is known.</summary>
    public string Shown { get; init; } = Folded;

    /// <summary>Whether a repair made <see cref="Folded"/> out of another word.</summary>
    public bool IsRepaired { get; init; }

    public bool HasDigit { get; } = Folded.Any(char.IsAsciiDigit);

    public bool IsUpper { get; } = Text.Length > 1 && Text.Any(char.IsLetter) && Text.All(c => !char.IsLower(c));

    private static bool IsPlural(string text) => text.Length is > 2 and <= 6 && text[^1] == 's' && text.AsSpan(0, text.Length - 1).IndexOfAnyExceptInRange('A', 'Z') < 0;

    public static QuestionToken Of(string text, Word place)
    {
        string typed = text.Substring(place.Start, place.Length);
        return new QuestionToken(typed, WordForm.FoldOf(typed), place);
    }

    /// <summary>All words of a text.</summary>
    public static List<QuestionToken> AllOf(string text)
    {
        List<QuestionToken> tokens = [];
        WordScanner scanner = new(text);
        while (scanner.MoveNext()) tokens.Add(Of(text, scanner.Current));
        return tokens;
    }
}
