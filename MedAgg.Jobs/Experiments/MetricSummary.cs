using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Experiments;

/// <summary>The numbers of a run that lists, comparisons and the command line show.</summary>
public sealed record MetricSummary(IReadOnlyList<TaskSummary> Tasks, bool SplitIsGreen, string SplitSha256, int Images, bool PatientsAreKnown)
{
    /// <summary>Questions with several classes.</summary>
    public IReadOnlyList<GroupEvaluation> Groups { get; init; } = [];

    /// <summary>As a run keeps them; null until it was evaluated.</summary>
    public static MetricSummary? FromJson(string? json) => json is null ? null : System.Text.Json.JsonSerializer.Deserialize<MetricSummary>(json, StepStore.Json);

    internal static MetricSummary Of(EvaluationResult result, SplitResult split, CaseSet set) => new(
        [.. result.Tasks.Select(task => new TaskSummary(
            task.Name,
            [.. task.Engines.Select(Engine)],
            task.Probe is { } probe ? new(probe.Auc, probe.Low, probe.High, probe.TestAuc, probe.HeadlineAuc, probe.Findings is [var strongest, ..] ? strongest.Name : null) { Columns = [.. probe.Findings.Select(finding => new ProbeColumn(finding.Name, finding.CrossValidated))] } : null,
            task.Caveats,
            task.Parts.ToDictionary(part => part.Part.ToString().ToLowerInvariant(), part => part.Prevalence, StringComparer.Ordinal)))],
        split.IsGreen, split.Sha256, set.Images.Count, set.PatientsAreKnown)
    {
        Groups = result.Groups,
    };

    private static EngineSummary Engine(EngineEvaluation engine)
    {
        Interval? deLong = engine.Test.Auc?.LogitInterval();
        Interval? bootstrap = engine.Test.AucBootstrap?.Interval;
        return new(engine.Engine, engine.Seed, engine.Test.Auc?.Auc, bootstrap?.Low, bootstrap?.High, deLong?.Low, deLong?.High, engine.Validation.Auc?.Auc, engine.Test.AveragePrecision)
        {
            Headline = engine.Headline,
            PValueAgainstBaseline = engine.AgainstBaseline?.PValue,
            Sensitivity = engine.Test.Confusion?.Sensitivity.Value,
            Specificity = engine.Test.Confusion?.Specificity.Value,
        };
    }
}

/// <summary>One task of a run.</summary>
public sealed record TaskSummary(
    string Name, IReadOnlyList<EngineSummary> Engines, ProbeSummary? Probe, IReadOnlyList<Caveat> Caveats, IReadOnlyDictionary<string, double> Prevalence);

/// <summary>One engine of a task on the test part. Intervals are 95 %.</summary>
/// <param name="Engine">Word of the engine.</param>
/// <param name="Seed">Null for the mean over seeds and where nothing is random.</param>
/// <param name="TestAuc">Area under the ROC curve.</param>
/// <param name="CiLow">Interval of resampled patients (or cases, where patients are unknown).</param>
/// <param name="CiHigh">Its upper end.</param>
/// <param name="DeLongLow">Interval by DeLong, on the logit scale.</param>
/// <param name="DeLongHigh">Its upper end.</param>
/// <param name="ValidationAuc">Area on validation.</param>
/// <param name="AveragePrecision">Area under the precision-recall steps.</param>
public sealed record EngineSummary(
    string Engine, int? Seed, double? TestAuc, double? CiLow, double? CiHigh, double? DeLongLow, double? DeLongHigh, double? ValidationAuc, double? AveragePrecision)
{
    public SubsetAuc? Headline { get; init; }

    public double? PValueAgainstBaseline { get; init; }

    public double? Sensitivity { get; init; }

    public double? Specificity { get; init; }
}

/// <summary>Metadata alone.</summary>
public sealed record ProbeSummary(double? Auc, double? CiLow, double? CiHigh, double? TestAuc, double? HeadlineAuc, string? Strongest)
{
    /// <summary>What each column tells by itself, the strongest first.</summary>
    public IReadOnlyList<ProbeColumn> Columns { get; init; } = [];
}

/// <summary>One column of the probe by itself.</summary>
public sealed record ProbeColumn(string Name, double? Auc);
