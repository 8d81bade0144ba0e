namespace MedAgg.Search.Analysis;

/// <summary>A word as it stands in a text.</summary>
/// <param name="Start">First character in the text.</param>
/// <param name="Length">Characters.</param>
/// <param name="IsHyphened">Whether a single hyphen or slash, and nothing else, parts it from the word before.</param>
/// <param name="IsAfterBreak">Whether a comma, full stop, bracket or line end parts it from the word before.</param>
public readonly record struct Word(int Start, int Length, bool IsHyphened, bool IsAfterBreak)
{
    public int End => Start + Length;
}
