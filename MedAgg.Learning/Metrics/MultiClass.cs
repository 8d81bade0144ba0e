using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Metrics;

/// <summary>How an engine does on three or more classes (two work as well).</summary>
/// <param name="Classes">Names in the order of the columns.</param>
/// <param name="Confusion">Rows are the truth, columns the call; <c>Confusion[truth][call]</c> counts cases.</param>
/// <param name="PerClass">Each class against the rest.</param>
public sealed record MultiClass(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion, IReadOnlyList<ClassAgainstRest> PerClass)
{
    /// <summary>Share of right calls.</summary>
    public Proportion Accuracy => Proportion.Of(Classes.Select((_, k) => Confusion[k][k]).Sum(), Confusion.Sum(row => row.Sum()));

    /// <summary>Mean recall over the classes that have cases; null without cases.</summary>
    public double? BalancedAccuracy => Mean(PerClass.Where(c => c.Calls.Sensitivity.Total > 0).Select(c => c.Calls.Sensitivity.Value));

    /// <summary>Unweighted mean of the one-versus-rest areas; null unless every class has cases and is not alone.</summary>
    public double? MacroAuc => PerClass.All(c => c.Auc is not null) ? Mean(PerClass.Select(c => c.Auc?.Auc)) : null;

    /// <summary>Unweighted mean of F1 over classes that have cases or calls.</summary>
    public double? MacroF1 => Mean(PerClass.Select(c => c.Calls.F1).Where(f => f is not null));

    /// <summary>Measures scores; the call is the highest score, of equals the first.</summary>
    /// <param name="scores">Per case one finite score per class.</param>
    /// <param name="truth">Per case the number of its class.</param>
    /// <param name="classes">Names of the classes, at least two.</param>
    /// <param name="groups">The patient of each case, or null when unknown.</param>
    public static Outcome<MultiClass> Of(IReadOnlyList<double[]> scores, IReadOnlyList<int> truth, IReadOnlyList<string> classes, IReadOnlyList<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes.Count, 2);
        if (scores.Count != truth.Count)
            return new Refusal("METRIC_LENGTHS_DIFFER", $"There are {scores.Count} rows of scores and {truth.Count} labels; the two must be equal.");
        int[][] confusion = [.. classes.Select(_ => new int[classes.Count])];
        int[] calls = new int[truth.Count];
        for (int i = 0; i < truth.Count; i++)
        {
            if (truth[i] < 0 || truth[i] >= classes.Count || scores[i].Length != classes.Count)
                return new Refusal("METRIC_CLASS_OUT_OF_RANGE", $"Case {i} has class {truth[i]} and {scores[i].Length} scores, while there are {classes.Count} classes.");
            for (int k = 1; k < classes.Count; k++)
                calls[i] = scores[i][k] > scores[i][calls[i]] ? k : calls[i];
            confusion[truth[i]][calls[i]]++;
        }
        List<ClassAgainstRest> perClass = [];
        for (int k = 0; k < classes.Count; k++)
        {
            Outcome<Predictions> rest = Predictions.Of([.. scores.Select(s => s[k])], [.. truth.Select(t => t == k)], groups);
            if (!rest.IsDone)
                return rest.Refusal;
            int hits = confusion[k][k];
            int called = confusion.Sum(row => row[k]);
            ConfusionMatrix matrix = new(hits, called - hits, truth.Count - called - (rest.Value.Positives - hits), rest.Value.Positives - hits);
            perClass.Add(new ClassAgainstRest(classes[k], DeLong.Estimate(rest.Value), PrecisionRecall.Average(rest.Value), matrix));
        }
        return new MultiClass(classes, confusion, perClass);
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        double?[] all = [.. values];
        return all.Length == 0 ? null : all.Average();
    }
}

/// <summary>One class against all others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Auc">Area of its score; null when it has no cases or all of them.</param>
/// <param name="AveragePrecision">Average precision of its score; null likewise.</param>
/// <param name="Calls">Calls of this class against calls of any other.</param>
public sealed record ClassAgainstRest(string Name, AucEstimate? Auc, double? AveragePrecision, ConfusionMatrix Calls);
