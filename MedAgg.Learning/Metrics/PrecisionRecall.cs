namespace MedAgg.Learning.Metrics;

/// <summary>Precision and recall over all thresholds. A step function, never interpolated (Davis and Goadrich, ICML 2006).</summary>
public static class PrecisionRecall
{
    /// <summary>Average precision: the sum over thresholds of precision times the rise of recall; null when a class is missing.</summary>
    public static double? Average(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Weighted(predictions, predictions.OrderByScore(), ones: null);
    }

    /// <summary>One point per distinct score, from the strictest threshold to the loosest; empty when there is no positive case.</summary>
    public static IReadOnlyList<PrecisionRecallPoint> Points(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        List<PrecisionRecallPoint> points = [];
        if (predictions.Positives == 0)
            return points;
        int[] order = predictions.OrderByScore();
        int hits = 0;
        for (int i = order.Length - 1; i >= 0;)
        {
            double score = predictions.Scores[order[i]];
            for (; i >= 0 && predictions.Scores[order[i]] == score; i--)
                hits += predictions.Positive[order[i]] ? 1 : 0;
            points.Add(new PrecisionRecallPoint(score, (double)hits / (order.Length - 1 - i), (double)hits / predictions.Positives));
        }
        return points;
    }

    internal static double? Weighted(Predictions predictions, int[] order, int[]? ones)
    {
        long positives = 0;
        long total = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int weight = ones is null ? 1 : ones[i];
            total += weight;
            positives += predictions.Positive[i] ? weight : 0;
        }
        if (positives == 0 || positives == total)
            return null;
        double sum = 0;
        long hits = 0;
        long taken = 0;
        for (int i = order.Length - 1; i >= 0;)
        {
            double score = predictions.Scores[order[i]];
            long before = hits;
            for (; i >= 0 && predictions.Scores[order[i]] == score; i--)
            {
                int weight = ones is null ? 1 : ones[order[i]];
                taken += weight;
                hits += predictions.Positive[order[i]] ? weight : 0;
            }
            if (hits > before)
                sum += (double)(hits - before) / positives * hits / taken;
        }
        return sum;
    }
}

/// <summary>One threshold of a precision-recall curve.</summary>
/// <param name="Threshold">Scores at or above it count as positive.</param>
/// <param name="Precision">Share of true positives among those called positive, 0 … 1.</param>
/// <param name="Recall">Share of positives that were called, 0 … 1.</param>
public sealed record PrecisionRecallPoint(double Threshold, double Precision, double Recall);
