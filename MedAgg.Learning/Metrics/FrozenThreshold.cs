namespace MedAgg.Learning.Metrics;

/// <summary>An operating point chosen on one part (validation) and kept for the others.</summary>
/// <param name="Value">A score at or above it counts as positive. Just above the highest score when no case may be called.</param>
/// <param name="Rule">How it was chosen.</param>
/// <param name="Wanted">The wanted sensitivity or specificity, 0 … 1; null for Youden.</param>
/// <param name="ChosenOn">Truth against call on the part on which it was chosen.</param>
public sealed record FrozenThreshold(double Value, ThresholdRule Rule, double? Wanted, ConfusionMatrix ChosenOn)
{
    /// <summary>Chooses an operating point; null when the part lacks a class. Never give it the test part.</summary>
    /// <param name="validation">The part to choose on.</param>
    /// <param name="rule">How.</param>
    /// <param name="wanted">The wanted share, 0 … 1; read for <see cref="ThresholdRule.Sensitivity"/> and <see cref="ThresholdRule.Specificity"/>.</param>
    public static FrozenThreshold? Choose(Predictions validation, ThresholdRule rule, double wanted = 0.9)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (!(wanted >= 0 && wanted <= 1))
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "A wanted share lies in [0, 1].");
        IReadOnlyList<RocPoint> points = RocCurve.Points(validation);
        if (points.Count == 0)
            return null;
        // Points run from strict to loose: sensitivity rises, specificity falls.
        RocPoint chosen = rule switch
        {
            ThresholdRule.Sensitivity => points.Skip(1).First(p => p.Sensitivity >= wanted),
            ThresholdRule.Specificity => points.Last(p => 1 - p.FalsePositiveRate >= wanted),
            _ => points.Aggregate((best, p) => p.Sensitivity - p.FalsePositiveRate >= best.Sensitivity - best.FalsePositiveRate ? p : best),
        };
        double threshold = chosen.Threshold ?? Math.BitIncrement(points[1].Threshold!.Value);
        return new FrozenThreshold(threshold, rule, rule == ThresholdRule.Youden ? null : wanted, ConfusionMatrix.At(validation, threshold));
    }
}
