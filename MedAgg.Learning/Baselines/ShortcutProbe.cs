using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Learning.Baselines;

/// <summary>
/// How far metadata alone go. An image model that is not clearly better may have learnt the metadata's shadow in the image
/// (Zech et al., PLoS Medicine 15, 2018). Patients are whole in one fold; levels and scales are learnt inside each fold's training side.
/// </summary>
public static class ShortcutProbe
{
    /// <summary>Values of a categorical column that become features of their own, most frequent first; rarer ones share one.</summary>
    public const int MostLevels = 32;

    /// <summary>Runs the probe.</summary>
    /// <param name="columns">Metadata, each as long as <paramref name="positive"/>.</param>
    /// <param name="positive">The class of each case.</param>
    /// <param name="groups">The patient of each case.</param>
    /// <param name="folds">2 … 20.</param>
    /// <param name="seed">Decides which patient is in which fold.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    /// <returns>Refusals <c>PROBE_COLUMNS</c>, <c>PROBE_TOO_FEW</c> and those of <see cref="LogisticRegression.Fit"/>.</returns>
    public static Outcome<ShortcutReport> Run(
        IReadOnlyList<MetadataColumn> columns, IReadOnlyList<bool> positive, IReadOnlyList<string> groups, int folds, string seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 20);
        if (columns.Count == 0 || groups.Count != positive.Count || columns.Any(c => c.Count != positive.Count))
            return new Refusal("PROBE_COLUMNS", $"Every one of the {columns.Count} columns, the classes and the patients must have {positive.Count} values, and there must be a column.");
        SplitCase[] cases = [.. Enumerable.Range(0, positive.Count).Select(i => new SplitCase($"{i}", groups[i], positive[i] ? "1" : "0"))];
        int[] foldOf = PatientSplit.Folds(cases, folds, seed);
        for (int fold = 0; fold < folds; fold++)
        {
            if (Enumerable.Range(0, positive.Count).Where(i => foldOf[i] != fold).Select(i => positive[i]).Distinct().Count() < 2)
                return new Refusal("PROBE_TOO_FEW", $"Without fold {fold + 1} of {folds} one class is missing: there are too few patients for a probe.");
        }
        Outcome<Predictions> all = CrossValidate(columns, positive, groups, foldOf, folds, cancellationToken);
        if (!all.IsDone)
            return all.Refusal;
        List<ShortcutFinding> findings = [];
        foreach (MetadataColumn column in columns)
        {
            Outcome<Predictions> alone = CrossValidate([column], positive, groups, foldOf, folds, cancellationToken);
            if (!alone.IsDone)
                return alone.Refusal;
            findings.Add(Find(column, positive, alone.Value));
        }
        return new ShortcutReport(
            [.. findings.OrderByDescending(f => f.CrossValidated?.Auc ?? 0).ThenBy(f => f.Name, StringComparer.Ordinal)],
            ClusteredAuc.Estimate(all.Value), folds, all.Value);
    }

    private static ShortcutFinding Find(MetadataColumn column, IReadOnlyList<bool> positive, Predictions alone)
    {
        if (column.Words is { } words)
        {
            int levels = words.Where(w => w is not null).Distinct(StringComparer.Ordinal).Count();
            return new ShortcutFinding(column.Name, words.Count(w => w is null), levels, null, CramersV(words, positive), ClusteredAuc.Estimate(alone));
        }
        double?[] numbers = [.. column.Numbers!.Select(n => n is { } value && double.IsFinite(value) ? n : null)];
        int[] known = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] is not null)];
        Outcome<Predictions> raw = Predictions.Of([.. known.Select(i => numbers[i]!.Value)], [.. known.Select(i => positive[i])]);
        return new ShortcutFinding(
            column.Name, numbers.Length - known.Length, known.Select(i => numbers[i]!.Value).Distinct().Count(),
            raw.IsDone ? RocAuc.Of(raw.Value) : null, null, ClusteredAuc.Estimate(alone));
    }

    private static double? CramersV(IReadOnlyList<string?> words, IReadOnlyList<bool> positive)
    {
        double positives = positive.Count(p => p);
        double negatives = positive.Count - positives;
        if (positives == 0 || negatives == 0)
            return null;
        double chiSquare = 0;
        foreach (IGrouping<string, int> level in Enumerable.Range(0, words.Count).GroupBy(i => words[i] ?? "\0missing", StringComparer.Ordinal))
        {
            double count = level.Count();
            double found = level.Count(i => positive[i]);
            double expected = count * positives / words.Count;
            double rest = count * negatives / words.Count;
            chiSquare += (found - expected) * (found - expected) / expected + (count - found - rest) * (count - found - rest) / rest;
        }
        return Math.Sqrt(chiSquare / words.Count); // two classes: the smaller side of the table is 2 - 1
    }

    private static Outcome<Predictions> CrossValidate(
        IReadOnlyList<MetadataColumn> columns, IReadOnlyList<bool> positive, IReadOnlyList<string> groups, int[] foldOf, int folds, CancellationToken cancellationToken)
    {
        double[] scores = new double[positive.Count];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] training = [.. Enumerable.Range(0, positive.Count).Where(i => foldOf[i] != fold)];
            IReadOnlyList<ColumnCode> codes = [.. columns.Select(c => ColumnCode.Learn(c, training))];
            Outcome<LogisticRegression> model = LogisticRegression.Fit(
                [.. training.Select(i => Row(codes, i))], [.. training.Select(i => positive[i])], penalty: 1, cancellationToken);
            if (!model.IsDone)
                return model.Refusal;
            for (int i = 0; i < scores.Length; i++)
            {
                if (foldOf[i] == fold)
                    scores[i] = model.Value.Logit(Row(codes, i));
            }
        }
        return Predictions.Of(scores, [.. positive], groups);
    }

    private static double[] Row(IReadOnlyList<ColumnCode> codes, int index) => [.. codes.SelectMany(c => c.Features(index))];
}
