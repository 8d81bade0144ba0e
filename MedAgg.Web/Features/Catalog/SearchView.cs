using MedAgg.Domain.Search;

namespace MedAgg.Web.Features.Catalog;

/// <summary>What the search page shows, kept from the first rendering for the circuit.</summary>
/// <param name="Query">The address that it answers.</param>
/// <param name="Answer">What search said.</param>
/// <param name="Cards">The datasets of the page, in the order of the hits.</param>
/// <param name="Recent">The reader's last searches.</param>
/// <param name="Saved">The reader's saved searches; only for an empty question.</param>
/// <param name="ThisSaved">This search, where he saved it.</param>
/// <param name="Basket">The visitor's basket.</param>
public sealed record SearchView(
    string Query, SearchAnswer Answer, IReadOnlyList<ResultCard> Cards, IReadOnlyList<RecentSearch> Recent, IReadOnlyList<SavedSearchRow> Saved, SavedSearchRow? ThisSaved, string Basket);
