namespace MedAgg.Search.Index;

/// <summary>What a query found.</summary>
/// <param name="Total">Exact number of matching records.</param>
/// <param name="Hits">The best ones, best first.</param>
/// <param name="FacetCounts">By facet and value number; empty when not asked for.</param>
public sealed record IndexAnswer(int Total, IReadOnlyList<IndexHit> Hits, IReadOnlyList<int[]> FacetCounts)
{
    /// <summary>Sums by measure, as many as the query wanted.</summary>
    public IReadOnlyList<MeasureSum> Sums { get; init; } = [];

    /// <summary>By filter and range: the matches in it, which is the total that the range gives when it is chosen alone in its facet.</summary>
    public IReadOnlyList<int[]> RangeCounts { get; init; } = [];
}

/// <param name="Sum">Sum over the matches that state the number.</param>
/// <param name="StatedIn">How many state it.</param>
public readonly record struct MeasureSum(long Sum, int StatedIn);
