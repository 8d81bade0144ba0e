using MedAgg.Domain.Taxonomy;

namespace MedAgg.Domain.Search;

/// <summary>The writing side of the index. Whoever reads PostgreSQL feeds it; it can be rebuilt from there at any time.</summary>
public interface IDatasetIndex
{
    /// <summary>Replaces the whole content at once; readers see the old or the new state, never a mixture.</summary>
    void Replace(IEnumerable<IndexEntry> entries);

    /// <summary>Adds an entry or replaces the one with the same slug.</summary>
    void Upsert(IndexEntry entry);

    /// <summary>Forgets an entry; unknown slugs are ignored.</summary>
    void Remove(string slug);

    /// <summary>Takes another taxonomy: every entry is read again with it, and searches see the old or the new state, never a mixture.</summary>
    void Learn(TaxonomyModel taxonomy);

    /// <summary>Entries that can be found now.</summary>
    int Count { get; }
}
