using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Catalog;

/// <summary>The answer of <c>/api/search</c>.</summary>
/// <param name="Query">The question as it was asked.</param>
/// <param name="Corrected">The question as it was read; null when it was taken as it stands.</param>
/// <param name="Total">Datasets that match.</param>
/// <param name="Exact">How many of them meet every understood condition.</param>
/// <param name="TookMs">Milliseconds that the search took.</param>
/// <param name="Understood">Parts that were understood as terms.</param>
/// <param name="Hits">One page of matches, best first.</param>
/// <param name="Facets">Counts by facet.</param>
/// <param name="Relaxation">What to drop when nothing was found.</param>
public sealed record SearchResponse(
    string Query, string? Corrected, int Total, int Exact, double TookMs, IReadOnlyList<UnderstoodSlot> Understood, IReadOnlyList<SearchResponseHit> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets, Relaxation? Relaxation)
{
    internal static SearchResponse Of(SearchRequest request, SearchAnswer answer, IReadOnlyList<ResultCard> cards, double tookMs)
    {
        Dictionary<string, ResultCard> bySlug = cards.ToDictionary(card => card.Slug);
        return new(
            request.Text,
            answer.Corrected,
            answer.Total,
            answer.Exact,
            Math.Round(tookMs, 3),
            answer.Understood,
            [.. answer.Hits.Where(hit => bySlug.ContainsKey(hit.Slug)).Select(hit => SearchResponseHit.Of(hit, bySlug[hit.Slug]))],
            answer.Facets,
            answer.Relaxation);
    }
}

/// <param name="Licence">Class of the licence: Unknown, Open, ShareAlike, NonCommercial, Restricted.</param>
/// <param name="LicenceName">The licence in the words of its source.</param>
public sealed record SearchResponseHit(
    string Slug, double Score, LocalizedText Title, LocalizedText Description, IReadOnlyList<string> Modalities, IReadOnlyList<string> Formats,
    IReadOnlyDictionary<string, FigureResponse> Figures, string Licence, string? LicenceName, string Provider, string? SourceUrl, int? Version, IReadOnlyList<MatchReason> Reasons)
{
    internal static SearchResponseHit Of(SearchHit hit, ResultCard card) => new(
        card.Slug, Math.Round(hit.Score, 6), card.Title, card.Description, card.Modalities, card.Formats, FigureResponse.All(card.Figures),
        card.LicenceClass.ToString(), card.LicenceName, card.Provider, card.SourceUrl, card.Version, hit.Reasons);
}
