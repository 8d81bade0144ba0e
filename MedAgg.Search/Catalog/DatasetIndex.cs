using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Ranking;
using Microsoft.Extensions.Options;

namespace MedAgg.Search.Catalog;

/// <summary>The writing side: keeps the newest entries and the index that is made of them.</summary>
/// <param name="taxonomy">The terms that hold at start.</param>
/// <param name="ranking">The weights that everything is ranked with.</param>
public sealed class DatasetIndex(TaxonomyModel taxonomy, IOptions<RankingOptions> ranking) : IDatasetIndex
{
    private readonly Lock _writing = new();
    private readonly Dictionary<string, IndexEntry> _entries = new(StringComparer.Ordinal);
    private volatile CatalogState _state = new(taxonomy, ranking.Value);

    /// <summary>With the weights that the product ships.</summary>
    public DatasetIndex(TaxonomyModel taxonomy)
        : this(taxonomy, Options.Create(new RankingOptions()))
    {
    }

    /// <inheritdoc />
    public int Count => _state.Index.Snapshot.Count;

    /// <summary>What searches read.</summary>
    internal CatalogState State => _state;

    /// <inheritdoc />
    public void Replace(IEnumerable<IndexEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (_writing)
        {
            _entries.Clear();
            foreach (IndexEntry entry in entries) _entries[entry.Slug] = entry;
            _state.Index.Replace(_entries.Values.Select(_state.Records.Of));
        }
    }

    /// <inheritdoc />
    public void Upsert(IndexEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_writing)
        {
            _entries[entry.Slug] = entry;
            _state.Index.Upsert(_state.Records.Of(entry));
        }
    }

    /// <inheritdoc />
    public void Remove(string slug)
    {
        lock (_writing)
        {
            if (_entries.Remove(slug)) _state.Index.Remove(slug);
        }
    }

    /// <inheritdoc />
    public void Learn(TaxonomyModel taxonomy)
    {
        lock (_writing)
        {
            CatalogState state = new(taxonomy, ranking.Value);
            state.Index.Replace(_entries.Values.Select(state.Records.Of));
            _state = state;
        }
    }
}
