namespace MedAgg.Learning.Metrics;

/// <summary>
/// Area under the ROC curve: the chance that a positive case scores above a negative one, an equal score counting half
/// (Hanley and McNeil, Radiology 143, 1982).
/// </summary>
public static class RocAuc
{
    /// <summary>The area, 0 … 1; null when a class is missing.</summary>
    public static double? Of(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Weighted(predictions, predictions.OrderByScore(), ones: null);
    }

    /// <summary>The area with whole-number weights per case (how often a resample drew it); <paramref name="ones"/> null means once each.</summary>
    internal static double? Weighted(Predictions predictions, int[] order, int[]? ones)
    {
        ReadOnlySpan<double> scores = predictions.Scores;
        ReadOnlySpan<bool> positive = predictions.Positive;
        long positives = 0;
        long negatives = 0;
        long doubled = 0; // twice the number of won pairs: whole, so that no rounding enters
        for (int i = 0; i < order.Length;)
        {
            long tiedPositives = 0;
            long tiedNegatives = 0;
            double score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                int weight = ones is null ? 1 : ones[order[i]];
                if (positive[order[i]])
                    tiedPositives += weight;
                else
                    tiedNegatives += weight;
            }
            doubled += tiedPositives * (2 * negatives + tiedNegatives);
            positives += tiedPositives;
            negatives += tiedNegatives;
        }
        return positives == 0 || negatives == 0 ? null : doubled / (2.0 * positives * negatives);
    }
}
