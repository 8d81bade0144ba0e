namespace MedAgg.Learning.Metrics;

/// <summary>How an engine does on some of the cases. Not powered for comparisons: a report says so.</summary>
/// <param name="Name">What the cases share, for example <c>MLO</c>.</param>
/// <param name="Count">Cases.</param>
/// <param name="Positives">Positive cases.</param>
/// <param name="Negatives">Negative cases.</param>
/// <param name="Smallest">Fewest positives and fewest negatives for which performance is told.</param>
/// <param name="Auc">Area with DeLong variance; null when suppressed.</param>
/// <param name="Confusion">Calls at the frozen threshold; null when suppressed or without a threshold.</param>
public sealed record Subgroup(string Name, int Count, int Positives, int Negatives, int Smallest, AucEstimate? Auc, ConfusionMatrix? Confusion)
{
    /// <summary>True when the subgroup is too small for its performance to be told.</summary>
    public bool IsSuppressed => Positives < Smallest || Negatives < Smallest;

    /// <summary>Share of positives; null when there are no cases.</summary>
    public double? Prevalence => Count == 0 ? null : (double)Positives / Count;

    /// <summary>One subgroup per distinct name, in ordinal order; the same threshold for all.</summary>
    /// <param name="predictions">All cases.</param>
    /// <param name="nameOf">The subgroup of each case; null puts it under <c>unknown</c>.</param>
    /// <param name="threshold">The frozen threshold, or null.</param>
    /// <param name="smallest">Fewest positives and fewest negatives for which performance is told, at least 1. Default 10.</param>
    public static IReadOnlyList<Subgroup> Of(Predictions predictions, IReadOnlyList<string?> nameOf, double? threshold, int smallest = 10)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(nameOf);
        ArgumentOutOfRangeException.ThrowIfNotEqual(nameOf.Count, predictions.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 1);
        return [.. Enumerable.Range(0, predictions.Count)
            .GroupBy(i => nameOf[i] ?? "unknown", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Measure(g.Key, predictions.Take([.. g]), threshold, smallest))];
    }

    private static Subgroup Measure(string name, Predictions part, double? threshold, int smallest)
    {
        bool tooSmall = part.Positives < smallest || part.Negatives < smallest;
        return new Subgroup(name, part.Count, part.Positives, part.Negatives, smallest,
            tooSmall ? null : DeLong.Estimate(part),
            tooSmall || threshold is null ? null : ConfusionMatrix.At(part, threshold.Value));
    }
}
