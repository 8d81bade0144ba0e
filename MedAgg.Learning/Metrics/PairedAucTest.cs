using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>Two areas on the same cases, compared.</summary>
/// <param name="First">Area of the first engine.</param>
/// <param name="Second">Area of the second engine.</param>
/// <param name="Difference">First minus second.</param>
/// <param name="Variance">Variance of the difference; null with a single case of a class.</param>
/// <param name="Z">Difference in standard errors; null without a positive variance.</param>
/// <param name="PValue">Two-sided; 1 when both rank alike, null when unknown.</param>
public sealed record PairedAucTest(double First, double Second, double Difference, double? Variance, double? Z, double? PValue)
{
    /// <summary>Interval of the difference; null without a variance.</summary>
    public Interval? Interval(double level = 0.95)
    {
        if (Variance is not { } variance)
            return null;
        double half = Normal.TwoSided(level) * Math.Sqrt(variance);
        return new Interval(Difference - half, Difference + half, level);
    }
}
