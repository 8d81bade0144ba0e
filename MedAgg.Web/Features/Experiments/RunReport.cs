using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What <c>experiment run --json</c> prints.</summary>
internal sealed record RunReport
{
    public required long RunId { get; init; }

    public required RunStatus Status { get; init; }

    public required string Experiment { get; init; }

    public string? Dataset { get; init; }

    public int? DatasetVersion { get; init; }

    public double? Seconds { get; init; }

    public required IReadOnlyList<StepLine> Steps { get; init; }

    /// <summary>Every engine of every task on the test part.</summary>
    public required IReadOnlyList<EngineLine> Engines { get; init; }

    public required IReadOnlyList<ProbeLine> Probes { get; init; }

    /// <summary>Questions with several classes: accuracy, macro AUC and confusion of the calls.</summary>
    public IReadOnlyList<GroupEvaluation> Groups { get; init; } = [];

    public required IReadOnlyList<CaveatLine> Caveats { get; init; }

    public bool? SplitCertificateGreen { get; init; }

    public bool? PatientsKnown { get; init; }

    /// <summary>Files that the run left, where the command put them.</summary>
    public IReadOnlyList<string> Artefacts { get; init; } = [];

    public Refusal? Error { get; init; }

    public static RunReport Of(RunRow row) => new()
    {
        RunId = row.Id,
        Status = row.Status,
        Experiment = row.Experiment,
        Dataset = row.Dataset,
        DatasetVersion = row.DatasetVersion,
        Seconds = (row.FinishedAt - row.StartedAt)?.TotalSeconds,
        Steps = [.. row.Steps.Select(step => new StepLine(step.Name, step.Standing, step.Key, (step.FinishedAt - step.StartedAt)?.TotalSeconds, step.Note))],
        Engines = [.. (row.Metrics?.Tasks ?? []).SelectMany(task => task.Engines.Select(engine => new EngineLine(
            task.Name, engine.Engine, engine.Seed, engine.TestAuc, engine.CiLow, engine.CiHigh, engine.DeLongLow, engine.DeLongHigh, engine.ValidationAuc, engine.Headline)))],
        Probes = [.. (row.Metrics?.Tasks ?? []).Where(task => task.Probe is not null).Select(task => new ProbeLine(
            task.Name, task.Probe!.Auc, task.Probe.CiLow, task.Probe.CiHigh, task.Probe.TestAuc, task.Probe.HeadlineAuc, task.Probe.Strongest, task.Probe.Columns))],
        Groups = row.Metrics?.Groups ?? [],
        Caveats = [.. (row.Metrics?.Tasks ?? []).SelectMany(task => task.Caveats.Select(caveat => new CaveatLine(task.Name, caveat.Code, caveat.Level, caveat.Values)))],
        SplitCertificateGreen = row.Metrics?.SplitIsGreen,
        PatientsKnown = row.Metrics?.PatientsAreKnown,
        Error = row.ErrorCode is { } code ? new(code, row.ErrorMessage ?? "") : null,
    };
}

internal sealed record StepLine(string Name, StepStanding Standing, string? Key, double? Seconds, string? Note);

internal sealed record EngineLine(
    string Task, string Engine, int? Seed, double? TestAuc, double? CiLow, double? CiHigh, double? DelongLow, double? DelongHigh, double? ValidationAuc, SubsetAuc? Headline);

internal sealed record ProbeLine(string Task, double? Auc, double? CiLow, double? CiHigh, double? TestAuc, double? HeadlineAuc, string? Strongest, IReadOnlyList<ProbeColumn> Columns);

internal sealed record CaveatLine(string Task, string Code, CaveatLevel Level, IReadOnlyList<string> Values);
