using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Catalog;

/// <summary>The writing side: keeps the newest entries and the index that is made of them.</summary>
public sealed class DatasetIndex(TaxonomyModel taxonomy) : IDatasetIndex
{
    private readonly Lock _writing = new();
    private readonly Dictionary<string, IndexEntry> _entries = new(StringComparer.Ordinal);
    private volatile CatalogState _state = new(taxonomy);

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
            CatalogState state = new(taxonomy);
            state.Index.Replace(_entries.Values.Select(state.Records.Of));
            _state = state;
        }
    }
}
