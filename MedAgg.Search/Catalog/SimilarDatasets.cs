using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>
/// Datasets like one: those that state the same terms, the rarer the better, and share its telling words. A dataset that shares no term is not alike,
/// however many words it shares.
/// </summary>
internal static class SimilarDatasets
{
    /// <summary>Words beyond the terms; more make every long description alike.</summary>
    private const int TellingWords = 16;

    /// <summary>Against one for a term: words only put terms' equals into an order.</summary>
    private const float WordWeight = 0.25f;

    public static IReadOnlyList<SearchHit> Of(IndexSnapshot snapshot, TaxonomyModel taxonomy, IndexEntry? entry, SearchRequest viewer, int limit)
    {
        if (entry is null || (entry.Audience is { } audience && !viewer.Audiences.Contains(audience))) return [];
        List<Term> terms = [.. entry.Modalities.Concat(entry.Areas).Concat(entry.Pathologies).Concat(entry.Tasks).Distinct(StringComparer.Ordinal).Select(taxonomy.Find).OfType<Term>()];
        List<TermGroup> groups = [new TermGroup(Numbers(snapshot, terms), GroupRole.Required)];
        groups.AddRange(Words(snapshot, entry).Select(word => new TermGroup([word], GroupRole.Optional, WordWeight)));
        IndexAnswer answer = Searcher.Search(snapshot, new IndexQuery { Groups = groups, Filters = CatalogFilters.Of(snapshot, viewer), Take = limit + 1 });
        return [.. answer.Hits.Where(hit => hit.Key != entry.Slug).Take(limit).Select(hit => new SearchHit(hit.Key, hit.Score, Shared(snapshot, terms, hit)))];
    }

    private static List<int> Numbers(IndexSnapshot snapshot, List<Term> terms) => [.. terms.Select(t => snapshot.FindTerm(CatalogRecords.Stated(t.Id))).Where(t => t >= 0)];

    private static IEnumerable<int> Words(IndexSnapshot snapshot, IndexEntry entry)
    {
        string text = string.Join('\n', [entry.Title.En, entry.Description.En, .. entry.Labels, .. entry.Tags]);
        return QueryWords.Of(text).Where(w => !w.IsStop).Select(w => snapshot.FindTerm(w.Stem)).Where(t => snapshot.RecordsOf(t) > 1).Distinct().OrderByDescending(snapshot.Rarity).Take(TellingWords);
    }

    private static List<MatchReason> Shared(IndexSnapshot snapshot, List<Term> terms, IndexHit hit) =>
        [.. terms.Where(t => hit.FieldsOf(snapshot, snapshot.FindTerm(CatalogRecords.Stated(t.Id))) > 0).OrderByDescending(t => snapshot.Rarity(snapshot.FindTerm(CatalogRecords.Stated(t.Id))))
            .Select(t => new MatchReason(t.Kind.ToString().ToLowerInvariant(), t.Id, IsTerm: true))];
}
