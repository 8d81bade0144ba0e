using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Catalog;

/// <param name="Rows">One page of past searches, the last first.</param>
/// <param name="Total">All of them.</param>
public sealed record PastSearches(IReadOnlyList<SearchLog> Rows, int Total);
