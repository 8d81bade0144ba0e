using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Learning.Metrics;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Runs beside each other on one task.</summary>
public sealed record RunComparisonView
{
    /// <summary>Runs with a report, in the order of pinning.</summary>
    public required IReadOnlyList<RunReading> Runs { get; init; }

    /// <summary>How each is called.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Ids that cannot be compared: unknown, not to be seen, or without a report.</summary>
    public required IReadOnlyList<long> Missing { get; init; }

    /// <summary>Tasks that all runs have with the same two classes.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Tasks that only some have.</summary>
    public required IReadOnlyList<string> OtherTasks { get; init; }

    /// <summary>The task that is shown; null when the runs share none.</summary>
    public string? Task { get; init; }

    /// <summary>Case by case; null when a run tells no cases (an older report), or there is no shared task.</summary>
    public RunComparison? Comparison { get; init; }

    /// <summary>Cases of the task in each run; empty without them.</summary>
    public IReadOnlyList<TaskCases> Cases { get; init; } = [];

    public string TasksSaid => string.Join("; ", Runs.Select((run, i) => $"{Names[i]}: {string.Join(", ", run.Report.Tasks.Select(task => $"{task.Name} ({task.PositiveName} / {task.NegativeName})"))}"));

    /// <summary>The network's mean of each run.</summary>
    public IReadOnlyList<(string Name, EngineEvaluation Engine)> Engines => [.. Runs.Select((run, i) => (Names[i], run.Task(Task!)!.Main))];

    public IReadOnlyList<(string Name, Evaluation Test)> Tests => [.. Engines.Select(one => (one.Name, one.Engine.Test))];

    public IReadOnlyList<(string Name, Calibration? Calibration)> Calibrations => [.. Engines.Select(one => (one.Name, one.Engine.Test.Before))];

    /// <summary>The first seed of each run.</summary>
    public IReadOnlyList<(string Name, LearningCurve Curve)> Curves =>
        [.. Runs.SelectMany((run, i) => run.Report.Trainings.Where(training => training.Task == Task).Take(1).Select(training => (Names[i], new LearningCurve(training.Task, training.Seed, training.Epochs))))];
}
