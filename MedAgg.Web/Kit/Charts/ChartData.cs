namespace MedAgg.Web.Kit.Charts;

/// <summary>What a chart shows: categories, one series or several, and the whole that shares are of.</summary>
public sealed record ChartData
{
    /// <summary>Values shown by name before the rest becomes "other".</summary>
    public const int NamedValues = 12;

    public required IReadOnlyList<ChartCategory> Categories { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Denominator of the shares: the units in scope. Null where shares make no sense.</summary>
    public long? Whole { get; init; }

    public bool IsEmpty => Categories.Count == 0 || Series.All(series => series.Values.All(value => value == 0));

    /// <summary>
    /// Counts of values as bars: the largest first, "other" after the twelfth, "unknown" always last, even with nothing in it.
    /// </summary>
    /// <param name="counts">In any order; a null key counts as unknown.</param>
    /// <param name="whole">Units in scope.</param>
    /// <param name="otherLabel">Name of the rest; <c>{0}</c> is the number of values in it.</param>
    /// <param name="unknownLabel">Name of "nobody knows".</param>
    public static ChartData Ranked(IEnumerable<ChartCount> counts, long whole, string otherLabel, string unknownLabel)
    {
        List<ChartCount> all = [.. counts];
        List<ChartCount> known = [.. all.Where(count => count.Key is not null).OrderByDescending(count => count.Count).ThenBy(count => count.Label, StringComparer.Ordinal)];
        List<ChartCount> rest = known.Count > NamedValues ? known[NamedValues..] : [];
        List<(ChartCategory Category, double Value)> bars = [.. known.Take(NamedValues).Select(count => (new ChartCategory(count.Key!, count.Label), (double)count.Count))];
        if (rest.Count > 0)
            bars.Add((new ChartCategory("other", string.Format(null, otherLabel, rest.Count), CategoryRole.Other), rest.Sum(count => count.Count)));
        bars.Add((new ChartCategory("unknown", unknownLabel, CategoryRole.Unknown), all.Where(count => count.Key is null).Sum(count => count.Count)));
        return Of(bars, whole);
    }

    /// <summary>Counts in their own order (bins, years): only "unknown" is moved to the end, and left out when there is none.</summary>
    public static ChartData Ordered(IEnumerable<ChartCount> counts, long whole, string unknownLabel)
    {
        List<ChartCount> all = [.. counts];
        List<(ChartCategory Category, double Value)> bars = [.. all.Where(count => count.Key is not null).Select(count => (new ChartCategory(count.Key!, count.Label), (double)count.Count))];
        long unknown = all.Where(count => count.Key is null).Sum(count => count.Count);
        if (unknown > 0)
            bars.Add((new ChartCategory("unknown", unknownLabel, CategoryRole.Unknown), unknown));
        return Of(bars, whole);
    }

    internal double Total(int category) => Series.Sum(series => series.Values[category]);

    internal double Largest => Categories.Count == 0 ? 0 : Enumerable.Range(0, Categories.Count).Max(Total);

    /// <summary>Sum over all categories of the only series, to say when shares add up to more than the whole.</summary>
    internal bool AddsUpAboveWhole => Whole is { } whole && Series.Count == 1 && Series[0].Values.Sum() > whole;

    private static ChartData Of(IReadOnlyList<(ChartCategory Category, double Value)> bars, long whole) => new()
    {
        Categories = [.. bars.Select(bar => bar.Category)],
        Series = [new ChartSeries("", "", [.. bars.Select(bar => bar.Value)])],
        Whole = whole,
    };
}
