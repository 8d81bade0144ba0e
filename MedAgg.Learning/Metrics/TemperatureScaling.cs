using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>
/// One number that softens or sharpens logits without changing their order (Guo et al., ICML 2017). Fitted on validation only. It cannot
/// mend a shift of prevalence between parts; reports show calibration before and after.
/// </summary>
/// <param name="Temperature">Logits are divided by it; above 1 softens. Within [0.001, 1000].</param>
/// <param name="IsAtBound">True when the likelihood has no maximum inside the bounds (classes separated, or scores against the truth).</param>
public sealed record TemperatureScaling(double Temperature, bool IsAtBound)
{
    private const double Bound = 1000;

    /// <summary>Maximum likelihood temperature; null when a class is missing.</summary>
    /// <param name="logits">Validation scores on the logit scale.</param>
    public static TemperatureScaling? Fit(Predictions logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (!logits.HasBothClasses)
            return null;
        // The loss is convex in 1/T: bisect its derivative.
        double low = 1 / Bound;
        double high = Bound;
        if (Slope(logits, low) >= 0)
            return new TemperatureScaling(Bound, true);
        if (Slope(logits, high) <= 0)
            return new TemperatureScaling(1 / Bound, true);
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            double middle = (low + high) / 2;
            if (Slope(logits, middle) < 0)
                low = middle;
            else
                high = middle;
        }
        return new TemperatureScaling(2 / (low + high), false);
    }

    /// <summary>Probabilities after scaling.</summary>
    public Predictions Apply(Predictions logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return logits.WithScores(z => Portable.Sigmoid(z / Temperature));
    }

    private static double Slope(Predictions logits, double inverse)
    {
        double sum = 0;
        for (int i = 0; i < logits.Count; i++)
            sum += logits.Scores[i] * (Portable.Sigmoid(inverse * logits.Scores[i]) - (logits.Positive[i] ? 1 : 0));
        return sum;
    }
}
