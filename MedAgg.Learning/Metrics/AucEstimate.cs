using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>An area under the ROC curve with its variance.</summary>
/// <param name="Auc">The area, 0 … 1.</param>
/// <param name="Variance">Estimated variance of the area; null with a single positive or negative case (or patient).</param>
public sealed record AucEstimate(double Auc, double? Variance)
{
    /// <summary>Square root of the variance.</summary>
    public double? StandardError => Variance is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>Symmetric interval, cut at 0 and 1; null without a variance.</summary>
    public Interval? Interval(double level = 0.95)
    {
        if (StandardError is not { } error)
            return null;
        double half = Normal.TwoSided(level) * error;
        return new Interval(Math.Max(0, Auc - half), Math.Min(1, Auc + half), level);
    }

    /// <summary>
    /// Interval on the logit scale, which does not run over 1 for good engines (Pepe, "The Statistical Evaluation of Medical Tests", 2003, 5.2.4).
    /// Null without a variance and for an area of exactly 0 or 1.
    /// </summary>
    public Interval? LogitInterval(double level = 0.95)
    {
        if (StandardError is not { } error || Auc <= 0 || Auc >= 1)
            return null;
        double center = Portable.Log(Auc / (1 - Auc));
        double half = Normal.TwoSided(level) * error / (Auc * (1 - Auc));
        return new Interval(Portable.Sigmoid(center - half), Portable.Sigmoid(center + half), level);
    }
}
