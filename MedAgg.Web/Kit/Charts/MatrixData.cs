namespace MedAgg.Web.Kit.Charts;

/// <summary>Counts of two values together.</summary>
/// <param name="Rows">Categories downwards, "unknown" last.</param>
/// <param name="Columns">Categories across, "unknown" last.</param>
/// <param name="Counts">One list a row.</param>
public sealed record MatrixData(IReadOnlyList<ChartCategory> Rows, IReadOnlyList<ChartCategory> Columns, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    public long Largest => Counts.SelectMany(row => row).DefaultIfEmpty(0).Max();

    /// <summary>Step of the sequential colours, 0 to 6; null for nothing.</summary>
    public int? Shade(long count) => count <= 0 || Largest == 0 ? null : Math.Min(6, (int)(count * 7.0 / Largest));
}
