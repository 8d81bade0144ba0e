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
    /// <summary>Whether a task is one class of this question against the rest.</summary>
    public bool Has(string task) => task?.StartsWith(Name + "-", StringComparison.Ordinal) == true;

    internal static GroupEvaluation Of(TaskGroup group, IReadOnlyList<TaskEvaluation> tasks, CaseSet set, PreparedSet prepared, SplitResult split)
    {
        TaskEvaluation[] own = [.. group.Tasks.Select(task => tasks.First(one => one.Name == task.Name))];
        UnitSet[] units = [.. group.Tasks.Select(task => new UnitSet(set, prepared, split, task, SplitPart.Test))];
        IReadOnlyList<bool>[] positive = [.. units.Select(one => one.UnitPositive)];
        int[] truth = [.. Enumerable.Range(0, positive[0].Count).Select(unit => Array.FindIndex(positive, one => one[unit]))];
        string[] classes = [.. group.Tasks.Select(task => task.PositiveName)];
        return new(group.Name, classes, Figures(own.Select(task => task.Main)), Figures(own.Select(task => task.BaselineEngine)));

        GroupFigures Figures(IEnumerable<EngineEvaluation> engines)
        {
            EngineEvaluation[] all = [.. engines];
            double[][] scores = [.. truth.Select((_, unit) => all.Select(engine => engine.TestLogits[unit]).ToArray())];
            Outcome<MultiClass> measured = MultiClass.Of(scores, truth, classes);
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
