using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Metrics;

/// <summary>
/// Percentile intervals from resampling patients, not images (Field and Welsh, JRSS B 69, 2007). Patients with a positive case and
/// patients without are drawn apart, so that prevalence by patient stays. Deterministic: draw k of resample b is a hash of (seed, b, k).
/// </summary>
public static class PatientBootstrap
{
    /// <summary>Interval of the area under the ROC curve; null when a class is missing.</summary>
    /// <param name="predictions">The cases.</param>
    /// <param name="options">Resamples, seed and level.</param>
    public static BootstrapInterval? Auc(Predictions predictions, BootstrapOptions options) =>
        Run(predictions, options, RocAuc.Weighted);

    /// <summary>Interval of average precision; null when a class is missing.</summary>
    /// <param name="predictions">The cases.</param>
    /// <param name="options">Resamples, seed and level.</param>
    public static BootstrapInterval? AveragePrecision(Predictions predictions, BootstrapOptions options) =>
        Run(predictions, options, PrecisionRecall.Weighted);

    private static BootstrapInterval? Run(Predictions predictions, BootstrapOptions options, Func<Predictions, int[], int[]?, double?> metric)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1);
        if (!predictions.HasBothClasses)
            return null;
        bool[] hasPositive = new bool[predictions.Groups];
        int[] dense = Dense(predictions.GroupOf);
        for (int i = 0; i < dense.Length; i++)
            hasPositive[dense[i]] |= predictions.Positive[i];
        int[] with = [.. Enumerable.Range(0, hasPositive.Length).Where(g => hasPositive[g])];
        int[] without = [.. Enumerable.Range(0, hasPositive.Length).Where(g => !hasPositive[g])];
        int[] order = predictions.OrderByScore();
        int[] drawn = new int[hasPositive.Length];
        int[] weights = new int[predictions.Count];
        List<double> values = new(options.Resamples);
        for (int resample = 0; resample < options.Resamples; resample++)
        {
            Array.Clear(drawn);
            Draw(with, drawn, options.Seed, (ulong)resample, stratum: 1);
            Draw(without, drawn, options.Seed, (ulong)resample, stratum: 2);
            for (int i = 0; i < weights.Length; i++)
                weights[i] = drawn[dense[i]];
            if (metric(predictions, order, weights) is { } value)
                values.Add(value);
        }
        if (values.Count == 0)
            return null;
        values.Sort();
        double tail = (1 - options.Level) / 2;
        return new BootstrapInterval(
            new Interval(Quantile(values, tail), Quantile(values, 1 - tail), options.Level),
            options.Resamples, options.Resamples - values.Count, options.Seed, predictions.Groups);
    }

    private static void Draw(int[] patients, int[] drawn, ulong seed, ulong resample, ulong stratum)
    {
        for (int k = 0; k < patients.Length; k++)
            drawn[patients[HashCounter.Below(patients.Length, seed, resample, stratum, (ulong)k)]]++;
    }

    // A subset keeps the patient numbers of the whole: close the gaps.
    private static int[] Dense(ReadOnlySpan<int> groups)
    {
        Dictionary<int, int> numbers = [];
        int[] dense = new int[groups.Length];
        for (int i = 0; i < dense.Length; i++)
        {
            if (!numbers.TryGetValue(groups[i], out dense[i]))
                numbers[groups[i]] = dense[i] = numbers.Count;
        }
        return dense;
    }

    // Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996).
    private static double Quantile(List<double> sorted, double share)
    {
        double place = share * (sorted.Count - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
