using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>A question with several classes as one: which class is called. Each class against the rest is a task of its own.</summary>
/// <param name="Name">Name of the question.</param>
/// <param name="Classes">Names in the order of rows and columns.</param>
/// <param name="Network">The network over all seeds, on test units.</param>
/// <param name="Baseline">The baseline on the same units.</param>
public sealed record GroupEvaluation(string Name, IReadOnlyList<string> Classes, GroupFigures Network, GroupFigures Baseline)
{
    /// <summary>The tasks of the classes, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Subgroups of the test units by each fact; small ones without figures.</summary>
    public IReadOnlyList<GroupSubgroup> Subgroups { get; init; } = [];

    /// <summary>Whether a task is one class of this question against the rest.</summary>
    public bool Has(string task) => task?.StartsWith(Name + "-", StringComparison.Ordinal) == true;

    internal static GroupEvaluation Of(TaskGroup group, IReadOnlyList<TaskEvaluation> tasks, EvaluateStep step, CaseSet set, PreparedSet prepared, SplitResult split)
    {
        TaskEvaluation[] own = [.. group.Tasks.Select(task => tasks.First(one => one.Name == task.Name))];
        UnitSet[] units = [.. group.Tasks.Select(task => new UnitSet(set, prepared, split, task, SplitPart.Test))];
        IReadOnlyList<bool>[] positive = [.. units.Select(one => one.UnitPositive)];
        int[] truth = [.. Enumerable.Range(0, positive[0].Count).Select(unit => Array.FindIndex(positive, one => one[unit]))];
        string[] classes = [.. group.Tasks.Select(task => task.PositiveName)];
        EngineEvaluation[] network = [.. own.Select(task => task.Main)];
        EngineEvaluation[] baseline = [.. own.Select(task => task.BaselineEngine)];
        int[] all = [.. Enumerable.Range(0, truth.Length)];
        return new(group.Name, classes, Figures(network, all), Figures(baseline, all))
        {
            Tasks = [.. group.Tasks.Select(task => task.Name)],
            Subgroups = [.. step.Subgroups.SelectMany(fact => all.GroupBy(unit => units[0].Subgroup(fact)[unit] ?? "unknown", StringComparer.Ordinal).OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => Subgroup(fact, part.Key, [.. part])))],
        };

        GroupSubgroup Subgroup(string fact, string value, int[] part)
        {
            bool tells = Enumerable.Range(0, classes.Length).All(k => part.Count(unit => truth[unit] == k) >= step.SmallestSubgroup);
            return new(fact, value, part.Length, tells ? Figures(network, part) : null, tells ? Figures(baseline, part) : null);
        }

        GroupFigures Figures(EngineEvaluation[] engines, int[] part)
        {
            Outcome<MultiClass> measured = MultiClass.Of([.. part.Select(unit => engines.Select(engine => engine.TestLogits[unit]).ToArray())], [.. part.Select(unit => truth[unit])], classes);
            return measured.IsDone
                ? new(measured.Value.Accuracy.Value, measured.Value.Accuracy.Wilson?.Low, measured.Value.Accuracy.Wilson?.High, measured.Value.BalancedAccuracy, measured.Value.MacroAuc, measured.Value.MacroF1, measured.Value.Confusion)
                : throw new RefusedException(measured.Refusal.Code, measured.Refusal.Message);
        }
    }
}

/// <summary>How often the right class is called.</summary>
/// <param name="Accuracy">Share of right calls; the call is the class of the highest log-odds.</param>
/// <param name="AccuracyLow">Its Wilson interval.</param>
/// <param name="AccuracyHigh">Its upper end.</param>
/// <param name="BalancedAccuracy">Mean recall over classes.</param>
/// <param name="MacroAuc">Mean of the areas of each class against the rest; null when a class has no test unit.</param>
/// <param name="MacroF1">Mean F1 over classes.</param>
/// <param name="Confusion">Rows are the truth, columns the call.</param>
public sealed record GroupFigures(
    double? Accuracy, double? AccuracyLow, double? AccuracyHigh, double? BalancedAccuracy, double? MacroAuc, double? MacroF1, IReadOnlyList<IReadOnlyList<int>> Confusion);

/// <summary>Test units of a question with several classes that share something. Not powered for comparisons: a report says so.</summary>
/// <param name="Fact">What they share.</param>
/// <param name="Value">Its value.</param>
/// <param name="Units">Units.</param>
/// <param name="Network">The network over all seeds; null when a class has fewer units here than the pipeline's smallest subgroup.</param>
/// <param name="Baseline">The baseline, likewise.</param>
public sealed record GroupSubgroup(string Fact, string Value, int Units, GroupFigures? Network, GroupFigures? Baseline)
{
    /// <summary>True when a class is too rare for performance to be told.</summary>
    public bool IsSuppressed => Network is null;
}
