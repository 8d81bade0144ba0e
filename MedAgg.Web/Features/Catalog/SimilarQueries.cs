using MedAgg.Domain.Search;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Catalog;

/// <summary>Finds datasets like one, with what they share.</summary>
public sealed class SimilarQueries(IDatasetSearch search, CatalogQueries catalogue)
{
    /// <summary>Datasets on a page.</summary>
    public const int Shown = 5;

    public const int Most = 50;

    /// <returns>Empty when nothing is like it; null when there is no such dataset, or the actor may not see it.</returns>
    public async Task<IReadOnlyList<SimilarDataset>?> FindAsync(string slug, Actor actor, int take, CancellationToken cancellationToken)
    {
        if ((await catalogue.CardsAsync([slug], actor, cancellationToken)).Count == 0)
            return null;
        IReadOnlyList<SearchHit> hits = search.Similar(slug, DatasetVisibility.Audiences(actor), take);
        Dictionary<string, SearchHit> bySlug = hits.ToDictionary(hit => hit.Slug);
        IReadOnlyList<ResultCard> cards = await catalogue.CardsAsync([.. hits.Select(hit => hit.Slug)], actor, cancellationToken);
        return [.. cards.Select(card => new SimilarDataset(card, bySlug[card.Slug].Score, [.. bySlug[card.Slug].Reasons.Select(reason => reason.Value)]))];
    }
}
