namespace MedAgg.Domain.Search;

/// <summary>The one condition to drop when nothing was found.</summary>
/// <param name="Facet">Facet name of a filter, or <c>text</c> for a word of the question.</param>
/// <param name="Value">The value or word to drop.</param>
/// <param name="Total">Datasets that are found without it.</param>
public sealed record Relaxation(string Facet, string Value, int Total)
{
    /// <summary>The question without <see cref="Value"/>; null where a filter is to be dropped.</summary>
    public string? Text { get; init; }
}
