using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>One of the answers of <c>/api/datasets/{slug}/similar</c>.</summary>
/// <param name="Shared">Taxonomy ids that both state, the most telling first.</param>
public sealed record SimilarResponse(string Slug, LocalizedText Title, double Score, IReadOnlyList<string> Shared)
{
    internal static SimilarResponse Of(SimilarDataset similar) => new(similar.Card.Slug, similar.Card.Title, Math.Round(similar.Score, 6), similar.Shared);
}
