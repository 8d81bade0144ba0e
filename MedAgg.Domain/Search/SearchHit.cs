namespace MedAgg.Domain.Search;

/// <param name="Slug">The dataset.</param>
/// <param name="Score">Relevance, comparable inside one answer only.</param>
/// <param name="Reasons">Why it matched, best reason first.</param>
public sealed record SearchHit(string Slug, double Score, IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>Piece of the description in the language asked for with the matched words marked; null when no word of it matched.</summary>
    public IReadOnlyList<SnippetPart>? Snippet { get; init; }
}
