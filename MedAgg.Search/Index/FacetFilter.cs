namespace MedAgg.Search.Index;

/// <param name="Facet">Which facet.</param>
/// <param name="Values">Numbers of the values that pass; 0 is "not stated".</param>
/// <param name="IsHard">A filter that the viewer has not chosen and cannot widen: it also applies to the counts of its own facet.</param>
public sealed record FacetFilter(int Facet, IReadOnlyList<int> Values, bool IsHard = false)
{
    /// <summary>Ranges that pass as well.</summary>
    public IReadOnlyList<MeasureRange> Ranges { get; init; } = [];
}

/// <param name="Measure">Which measure of a record.</param>
/// <param name="From">Smallest number that passes, at least 0.</param>
/// <param name="To">Largest number that passes.</param>
public readonly record struct MeasureRange(int Measure, long From, long To);
