using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Index;
using MedAgg.Search.Ranking;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Catalog;

/// <summary>A taxonomy and the index that was made with it: they change together.</summary>
internal sealed class CatalogState
{
    public CatalogState(TaxonomyModel taxonomy, RankingOptions ranking)
    {
        Understanding = new QueryUnderstanding(taxonomy);
        Records = new CatalogRecords(Understanding);
        Index = new InvertedIndex(new IndexOptions { Facets = CatalogFacets.Count, Measures = CatalogMeasures.Count, Ranking = ranking });
    }

    public QueryUnderstanding Understanding { get; }

    public CatalogRecords Records { get; }

    public InvertedIndex Index { get; }
}
