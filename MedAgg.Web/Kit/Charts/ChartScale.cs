namespace MedAgg.Web.Kit.Charts;

/// <summary>A value axis from 0 with few round ticks.</summary>
/// <param name="Top">End of the axis, at or above the largest value.</param>
/// <param name="Ticks">From 0 to <see cref="Top"/>.</param>
public sealed record ChartScale(double Top, IReadOnlyList<double> Ticks)
{
    private static readonly double[] RoundSteps = [1, 2, 2.5, 3, 4, 5, 6, 8, 10];

    /// <summary>The tightest axis with at most three steps of 1, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.</summary>
    /// <param name="largest">Largest value; 0 or less gives an axis to 1.</param>
    /// <param name="isWhole">Values are counts: steps are whole numbers.</param>
    public static ChartScale For(double largest, bool isWhole)
    {
        if (largest <= 0)
            return new(1, [0, 1]);

        double power = Math.Pow(10, Math.Floor(Math.Log10(largest)) - 1);
        (double step, int count) = (
            from size in new[] { power, power * 10 }
            from round in RoundSteps
            let candidate = round * size
            where !isWhole || candidate == Math.Truncate(candidate)
            let steps = (int)Math.Ceiling((largest / candidate) - 1e-9)
            where steps is >= 1 and <= 3
            orderby (candidate * steps) - largest, steps descending
            select (candidate, steps)).First();
        return new(step * count, [.. Enumerable.Range(0, count + 1).Select(i => step * i)]);
    }
}
