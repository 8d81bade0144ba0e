namespace MedAgg.Learning.Metrics;

/// <summary>
/// Placement values: for each positive case the share of negatives below it, for each negative the share of positives above it.
/// Computed by midranks in O(n log n) (Sun and Xu, IEEE Signal Processing Letters 21, 2014).
/// </summary>
/// <param name="Auc">Mean of either list.</param>
/// <param name="OfPositives">One per positive case, in case order.</param>
/// <param name="OfNegatives">One per negative case, in case order.</param>
internal sealed record Placements(double Auc, double[] OfPositives, double[] OfNegatives)
{
    /// <summary>The placements; null when a class is missing.</summary>
    public static Placements? Of(Predictions predictions)
    {
        if (!predictions.HasBothClasses)
            return null;
        double[] positives = Select(predictions, wanted: true);
        double[] negatives = Select(predictions, wanted: false);
        double[] all = Midranks([.. positives, .. negatives]);
        double[] amongPositives = Midranks(positives);
        double[] amongNegatives = Midranks(negatives);
        int m = positives.Length;
        int n = negatives.Length;
        double rankSum = 0;
        double[] ofPositives = new double[m];
        double[] ofNegatives = new double[n];
        for (int i = 0; i < m; i++)
        {
            rankSum += all[i];
            ofPositives[i] = (all[i] - amongPositives[i]) / n;
        }
        for (int j = 0; j < n; j++)
            ofNegatives[j] = 1 - (all[m + j] - amongNegatives[j]) / m;
        double auc = (rankSum - m * (m + 1.0) / 2) / ((double)m * n);
        return new Placements(auc, ofPositives, ofNegatives);
    }

    /// <summary>Sample covariance of two lists around their means; null for fewer than two values.</summary>
    public static double? Covariance(double[] a, double[] b)
    {
        if (a.Length < 2)
            return null;
        double meanA = a.Average();
        double meanB = b.Average();
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / (a.Length - 1);
    }

    private static double[] Select(Predictions predictions, bool wanted)
    {
        double[] found = new double[wanted ? predictions.Positives : predictions.Negatives];
        int next = 0;
        for (int i = 0; i < predictions.Count; i++)
        {
            if (predictions.Positive[i] == wanted)
                found[next++] = predictions.Scores[i];
        }
        return found;
    }

    private static double[] Midranks(double[] values)
    {
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        for (int i = 0; i < order.Length;)
        {
            int end = i;
            while (end < order.Length && values[order[end]] == values[order[i]])
                end++;
            for (int k = i; k < end; k++)
                ranks[order[k]] = (i + end + 1) / 2.0;
            i = end;
        }
        return ranks;
    }
}
