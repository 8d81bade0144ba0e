namespace MedAgg.Learning.Metrics;

/// <summary>Truth against call at one threshold.</summary>
/// <param name="TruePositives">Positive and called.</param>
/// <param name="FalsePositives">Negative and called.</param>
/// <param name="TrueNegatives">Negative and not called.</param>
/// <param name="FalseNegatives">Positive and not called.</param>
public sealed record ConfusionMatrix(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>All cases.</summary>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Share of positives that were called.</summary>
    public Proportion Sensitivity => Proportion.Of(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Share of negatives that were not called.</summary>
    public Proportion Specificity => Proportion.Of(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Share of true positives among the called. Holds for the prevalence of these cases only.</summary>
    public Proportion PositivePredictiveValue => Proportion.Of(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of true negatives among the not called. Holds for the prevalence of these cases only.</summary>
    public Proportion NegativePredictiveValue => Proportion.Of(TrueNegatives, TrueNegatives + FalseNegatives);

    /// <summary>Share of right calls.</summary>
    public Proportion Accuracy => Proportion.Of(TruePositives + TrueNegatives, Count);

    /// <summary>Mean of sensitivity and specificity; null when a class is missing.</summary>
    public double? BalancedAccuracy => (Sensitivity.Value + Specificity.Value) / 2;

    /// <summary>Harmonic mean of precision and recall; null when nothing is positive and nothing was called.</summary>
    public double? F1 => TruePositives + FalsePositives + FalseNegatives == 0
        ? null
        : 2.0 * TruePositives / (2.0 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Matthews correlation of truth and call, -1 … 1 (Biochimica et Biophysica Acta 405, 1975); null when a row or column is empty.</summary>
    public double? MatthewsCorrelation
    {
        get
        {
            double product = (double)(TruePositives + FalsePositives) * (TruePositives + FalseNegatives)
                * (TrueNegatives + FalsePositives) * (TrueNegatives + FalseNegatives);
            return product == 0 ? null : ((double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives) / Math.Sqrt(product);
        }
    }

    /// <summary>Counts calls: a score at or above the threshold is positive.</summary>
    public static ConfusionMatrix At(Predictions predictions, double threshold)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        int hits = 0;
        int alarms = 0;
        for (int i = 0; i < predictions.Count; i++)
        {
            if (predictions.Scores[i] < threshold)
                continue;
            if (predictions.Positive[i])
                hits++;
            else
                alarms++;
        }
        return new ConfusionMatrix(hits, alarms, predictions.Negatives - alarms, predictions.Positives - hits);
    }
}
