using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>A share with what it was counted from.</summary>
/// <param name="Hits">Cases that count.</param>
/// <param name="Total">Cases that could have counted.</param>
/// <param name="Wilson">Score interval; null when there were no cases.</param>
public sealed record Proportion(int Hits, int Total, Interval? Wilson)
{
    /// <summary>Hits over total, 0 … 1; null when there were no cases.</summary>
    public double? Value => Total == 0 ? null : (double)Hits / Total;

    /// <summary>A share with its Wilson interval (E. B. Wilson, JASA 22, 1927), which stays inside [0, 1] and holds its level for small counts.</summary>
    /// <param name="hits">0 … <paramref name="total"/>.</param>
    /// <param name="total">At least 0.</param>
    /// <param name="level">Coverage, strictly between 0 and 1.</param>
    public static Proportion Of(int hits, int total, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, hits);
        if (total == 0)
            return new Proportion(0, 0, null);
        double z = Normal.TwoSided(level);
        double p = (double)hits / total;
        double denominator = 1 + z * z / total;
        double center = (p + z * z / (2 * total)) / denominator;
        double half = z / denominator * Math.Sqrt(p * (1 - p) / total + z * z / (4.0 * total * total));
        return new Proportion(hits, total, new Interval(hits == 0 ? 0 : center - half, hits == total ? 1 : center + half, level));
    }
}
