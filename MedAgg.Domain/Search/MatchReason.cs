namespace MedAgg.Domain.Search;

/// <summary>One reason for a hit.</summary>
/// <param name="Field">Facet name for a taxonomy term, else <c>title</c>, <c>description</c>, <c>label</c>, <c>tag</c>, <c>source</c>, <c>citation</c>.</param>
/// <param name="Value">Taxonomy id, or the matched word as the user typed it.</param>
/// <param name="IsTerm">Whether <paramref name="Value"/> is a taxonomy id.</param>
/// <param name="IsMissing">True for a part of the question that this dataset does not have.</param>
public sealed record MatchReason(string Field, string Value, bool IsTerm, bool IsMissing = false);
