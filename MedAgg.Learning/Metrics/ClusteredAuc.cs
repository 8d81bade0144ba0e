namespace MedAgg.Learning.Metrics;

/// <summary>Variance of an area under the ROC curve when a patient brings several cases (Obuchowski, Biometrics 53, 1997).</summary>
public static class ClusteredAuc
{
    /// <summary>The area with its patient-clustered variance; null when a class is missing. With one case a patient it tends to DeLong's.</summary>
    public static AucEstimate? Estimate(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (Placements.Of(predictions) is not { } placements)
            return null;
        Dictionary<int, Cluster> clusters = [];
        int nextPositive = 0;
        int nextNegative = 0;
        for (int i = 0; i < predictions.Count; i++)
        {
            int group = predictions.GroupOf[i];
            if (!clusters.TryGetValue(group, out Cluster? cluster))
                clusters[group] = cluster = new Cluster();
            if (predictions.Positive[i])
            {
                cluster.Positives++;
                cluster.PositiveSum += placements.OfPositives[nextPositive++];
            }
            else
            {
                cluster.Negatives++;
                cluster.NegativeSum += placements.OfNegatives[nextNegative++];
            }
        }
        return new AucEstimate(placements.Auc, Variance(clusters.Values, placements));
    }

    private static double? Variance(IReadOnlyCollection<Cluster> clusters, Placements placements)
    {
        double m = placements.OfPositives.Length;
        double n = placements.OfNegatives.Length;
        double withPositives = clusters.Count(c => c.Positives > 0);
        double withNegatives = clusters.Count(c => c.Negatives > 0);
        if (withPositives < 2 || withNegatives < 2)
            return null;
        double s10 = 0;
        double s01 = 0;
        double s11 = 0;
        foreach (Cluster cluster in clusters)
        {
            double a = cluster.PositiveSum - cluster.Positives * placements.Auc;
            double b = cluster.NegativeSum - cluster.Negatives * placements.Auc;
            s10 += a * a;
            s01 += b * b;
            s11 += a * b;
        }
        s10 *= withPositives / ((withPositives - 1) * m);
        s01 *= withNegatives / ((withNegatives - 1) * n);
        s11 *= clusters.Count / (clusters.Count - 1.0);
        return Math.Max(0, s10 / m + s01 / n + 2 * s11 / (m * n));
    }

    private sealed class Cluster
    {
        public int Positives;
        public int Negatives;
        public double PositiveSum;
        public double NegativeSum;
    }
}
