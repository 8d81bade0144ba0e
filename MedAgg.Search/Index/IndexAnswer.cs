namespace MedAgg.Search.Index;

/// <summary>What a query found.</summary>
/// <param name="Total">Exact number of matching records.</param>
/// <param name="Hits">The best ones, best first.</param>
/// <param name="FacetCounts">By facet and value number; empty when not asked for.</param>
public sealed record IndexAnswer(int Total, IReadOnlyList<IndexHit> Hits, IReadOnlyList<int[]> FacetCounts)
{
    public MeasureSum FirstMeasure { get; init; } = new(0, 0);

    public MeasureSum SecondMeasure { get; init; } = new(0, 0);
}

/// <param name="Sum">Sum over the matches that state the number.</param>
/// <param name="StatedIn">How many state it.</param>
public readonly record struct MeasureSum(long Sum, int StatedIn);
