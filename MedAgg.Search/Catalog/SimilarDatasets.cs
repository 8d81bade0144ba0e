using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>Finds datasets like one: by the terms that both cards state, the rarer the more telling.</summary>
internal static class SimilarDatasets
{
    /// <summary>Terms that two datasets must share: one modality alone makes half of the catalogue alike.</summary>
    private const int MinShared = 2;

    // What is seen tells more than how it was taken, and that more than what somebody does with it.
    private static readonly Dictionary<string, float> Weights = new()
    {
        [FacetName.Pathology] = 1.5f,
        [FacetName.Area] = 1.2f,
        [FacetName.Modality] = 1f,
        [FacetName.Task] = 0.7f,
    };

    public static IReadOnlyList<SearchHit> Of(IndexSnapshot snapshot, TaxonomyModel taxonomy, string slug, IReadOnlyList<string> audiences, int limit)
    {
        if (snapshot.Payloads().OfType<IndexEntry>().FirstOrDefault(e => e.Slug == slug) is not { } entry) return [];
        if (entry.Audience is { } audience && !audiences.Contains(audience)) return [];
        List<(string Kind, string Id)> terms = [.. Terms(entry).Where(t => taxonomy.Find(t.Id) is not null)];
        if (terms.Count < MinShared) return [];

        IndexQuery query = new()
        {
            Groups = [.. terms.Select(t => new TermGroup([snapshot.FindTerm(CatalogRecords.Stated(t.Id))], GroupRole.Optional, WeightOf(entry, t.Kind, t.Id)))],
            Filters = [CatalogFilters.Visible(snapshot, audiences)],
            Take = snapshot.Count,
        };
        return
        [
            .. Searcher.Search(snapshot, query).Hits
                .Where(hit => hit.Key != slug)
                .Select(hit => new SearchHit(hit.Key, hit.Score, Shared(taxonomy, terms, (IndexEntry)hit.Payload!)))
                .Where(hit => hit.Reasons.Count >= MinShared)
                .Take(limit),
        ];
    }

    private static List<MatchReason> Shared(TaxonomyModel taxonomy, List<(string Kind, string Id)> terms, IndexEntry other)
    {
        HashSet<string> has = [.. Terms(other).SelectMany(t => taxonomy.Ancestors(t.Id).Select(a => a.Id).Prepend(t.Id))];
        return [.. terms.Where(t => has.Contains(t.Id)).OrderByDescending(t => Weights[t.Kind]).Select(t => new MatchReason(t.Kind, t.Id, IsTerm: true))];
    }

    // A card names first what the dataset mainly is: the CT of a dataset that has some radiographs, too.
    private static float WeightOf(IndexEntry entry, string kind, string id) =>
        kind == FacetName.Modality && entry.Modalities[0] != id ? Weights[kind] / 3 : Weights[kind];

    private static IEnumerable<(string Kind, string Id)> Terms(IndexEntry entry) =>
        entry.Modalities.Select(id => (FacetName.Modality, id))
            .Concat(entry.Areas.Select(id => (FacetName.Area, id)))
            .Concat(entry.Pathologies.Select(id => (FacetName.Pathology, id)))
            .Concat(entry.Tasks.Select(id => (FacetName.Task, id)));
}
