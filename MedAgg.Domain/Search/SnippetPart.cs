namespace MedAgg.Domain.Search;

/// <param name="Text">Plain text; never markup.</param>
/// <param name="IsMatch">Whether it is to be marked.</param>
public sealed record SnippetPart(string Text, bool IsMatch);
