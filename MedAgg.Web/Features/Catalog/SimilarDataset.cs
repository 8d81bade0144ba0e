namespace MedAgg.Web.Features.Catalog;

/// <param name="Card">The other dataset.</param>
/// <param name="Score">Comparable inside one answer only.</param>
/// <param name="Shared">Taxonomy ids that both state, the most telling first.</param>
public sealed record SimilarDataset(ResultCard Card, double Score, IReadOnlyList<string> Shared);
