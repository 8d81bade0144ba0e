namespace MedAgg.Domain.Search;

/// <param name="Kind"><c>dataset</c>, or the kind of a term.</param>
/// <param name="Id">Slug or taxonomy id.</param>
/// <param name="Text">What to show and, for a term, what to put into the search box.</param>
public sealed record Suggestion(string Kind, string Id, string Text);
