namespace MedAgg.Learning.Metrics;

/// <summary>Sensitivity against the false positive rate, over all thresholds.</summary>
public static class RocCurve
{
    /// <summary>From (0, 0) above every score to (1, 1), one point per distinct score; empty when a class is missing.</summary>
    public static IReadOnlyList<RocPoint> Points(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (!predictions.HasBothClasses)
            return [];
        List<RocPoint> points = [new RocPoint(null, 0, 0)];
        int[] order = predictions.OrderByScore();
        int hits = 0;
        int alarms = 0;
        for (int i = order.Length - 1; i >= 0;)
        {
            double score = predictions.Scores[order[i]];
            for (; i >= 0 && predictions.Scores[order[i]] == score; i--)
            {
                if (predictions.Positive[order[i]])
                    hits++;
                else
                    alarms++;
            }
            points.Add(new RocPoint(score, (double)alarms / predictions.Negatives, (double)hits / predictions.Positives));
        }
        return points;
    }
}

/// <summary>One threshold of a ROC curve.</summary>
/// <param name="Threshold">Scores at or above it count as positive; null for the first point, which lies above every score.</param>
/// <param name="FalsePositiveRate">Share of negatives that were called, 0 … 1.</param>
/// <param name="Sensitivity">Share of positives that were called, 0 … 1.</param>
public sealed record RocPoint(double? Threshold, double FalsePositiveRate, double Sensitivity);
