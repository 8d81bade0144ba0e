using MedAgg.Domain.Search;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>Puts hits into the order asked for and cuts the page.</summary>
internal static class CatalogOrder
{
    private const int MaxTake = 200;

    public static IReadOnlyList<IndexHit> Page(IReadOnlyList<IndexHit> hits, SearchRequest request) =>
        [.. Sort(hits, request).Skip(Math.Max(0, request.Skip)).Take(Math.Clamp(request.Take, 1, MaxTake))];

    public static IEnumerable<IndexHit> Sort(IReadOnlyList<IndexHit> hits, SearchRequest request) =>
        request.Order switch
        {
            SearchOrder.Newest => hits.OrderByDescending(h => Entry(h).Year ?? int.MinValue).ThenByDescending(h => Entry(h).UpdatedAt).ThenBy(h => h.Key, StringComparer.Ordinal),
            SearchOrder.MostImages => hits.OrderByDescending(h => Entry(h).Images ?? -1).ThenBy(h => h.Key, StringComparer.Ordinal),
            SearchOrder.Title => hits.OrderBy(h => Entry(h).Title.In(request.Language), StringComparer.Create(Culture(request.Language), ignoreCase: true)).ThenBy(h => h.Key, StringComparer.Ordinal),
            _ => hits,
        };

    private static System.Globalization.CultureInfo Culture(string language) =>
        System.Globalization.CultureInfo.GetCultureInfo(language.StartsWith("ru", StringComparison.OrdinalIgnoreCase) ? "ru" : "en");

    private static IndexEntry Entry(IndexHit hit) => (IndexEntry)hit.Payload!;
}
