using System.Text.Json.Serialization;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>Everything that was measured, for all tasks. Reports and screens show nothing else.</summary>
public sealed record EvaluationResult(IReadOnlyList<TaskEvaluation> Tasks)
{
    /// <summary>Questions with several classes, whose classes are tasks as well.</summary>
    public IReadOnlyList<GroupEvaluation> Groups { get; init; } = [];
}

/// <summary>One task: engines beside each other, and what must be known before their numbers are believed.</summary>
public sealed record TaskEvaluation
{
    public required string Name { get; init; }

    public required string PositiveName { get; init; }

    public required string NegativeName { get; init; }

    public required IReadOnlyList<PartFigures> Parts { get; init; }

    /// <summary>Each seed of the network, then <c>cnn</c> without seed (the mean of their logits), then the baseline.</summary>
    public required IReadOnlyList<EngineEvaluation> Engines { get; init; }

    /// <summary>Metadata alone; null when there are none, or too few cases.</summary>
    public ProbeResult? Probe { get; init; }

    /// <summary>Why there is no probe.</summary>
    public string? ProbeRefusal { get; init; }

    public required IReadOnlyList<Caveat> Caveats { get; init; }

    /// <summary>Test units on which the network was most wrong.</summary>
    public required IReadOnlyList<WrongCase> Worst { get; init; }

    /// <summary>The network over all seeds, which reports put first.</summary>
    [JsonIgnore]
    public EngineEvaluation Main => Engines.First(engine => engine is { Engine: TrainEngines.Network, Seed: null });

    [JsonIgnore]
    public EngineEvaluation BaselineEngine => Engines.First(engine => engine.Engine == TrainEngines.Baseline);
}

/// <summary>What a part of the split holds for a task.</summary>
/// <param name="Part">Which.</param>
/// <param name="Images">Images.</param>
/// <param name="Units">Units: what a label is about.</param>
/// <param name="Patients">Patients; null when unknown.</param>
/// <param name="Positives">Positive units.</param>
/// <param name="MeanAge">Mean age in years of units that tell it; null when none does.</param>
/// <param name="Facts">Units by value of each fact.</param>
public sealed record PartFigures(
    SplitPart Part, int Images, int Units, int? Patients, int Positives, double? MeanAge, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Facts)
{
    public double Prevalence => Units == 0 ? 0 : (double)Positives / Units;
}

/// <summary>One engine on validation and test.</summary>
public sealed record EngineEvaluation
{
    public required string Engine { get; init; }

    public int? Seed { get; init; }

    public required Evaluation Validation { get; init; }

    public required Evaluation Test { get; init; }

    /// <summary>The test cases of the headline subgroup; null when the pipeline names none, or a class is missing there.</summary>
    public SubsetAuc? Headline { get; init; }

    /// <summary>Paired DeLong against the baseline on the test part; null for the baseline itself.</summary>
    public PairedAucTest? AgainstBaseline { get; init; }

    /// <summary>Paired DeLong against the metadata probe on the same test cases; null without a probe.</summary>
    public PairedAucTest? AgainstProbe { get; init; }

    /// <summary>Subgroups of the test part by fact, at the same threshold; small ones without figures.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Subgroup>> Subgroups { get; init; } = new Dictionary<string, IReadOnlyList<Subgroup>>();

    /// <summary>Logits of the test units, in the order of their first image.</summary>
    public IReadOnlyList<double> TestLogits { get; init; } = [];
}

/// <summary>Area of a subgroup with the interval of resampled patients.</summary>
public sealed record SubsetAuc(string Fact, string Value, int Units, int Positives, double Auc, double Low, double High);

/// <summary>How far metadata alone go, on patients that the probe did not see.</summary>
public sealed record ProbeResult(IReadOnlyList<ProbeFinding> Findings, double? Auc, double? Low, double? High, double? TestAuc, double? HeadlineAuc, int Units, int Folds);

/// <summary>One column of the probe.</summary>
public sealed record ProbeFinding(string Name, int Missing, int Levels, double? RawAuc, double? CramersV, double? CrossValidated);

/// <summary>What must be known before a number is believed.</summary>
/// <param name="Code">Stable word; screens translate it.</param>
/// <param name="Level">How serious.</param>
/// <param name="Values">Numbers and words for its sentence, in order.</param>
public sealed record Caveat(string Code, CaveatLevel Level, IReadOnlyList<string> Values);

/// <summary>How serious a caveat is.</summary>
public enum CaveatLevel
{
    Note,
    Amber,
    Red,
}

/// <summary>A test unit on which the network was wrong.</summary>
/// <param name="FileId">Its first image in the catalogue.</param>
/// <param name="Array">Place of that image among the arrays.</param>
/// <param name="Probability">Of the positive class, as the network gave it.</param>
/// <param name="IsPositive">The truth.</param>
/// <param name="Pseudonym">Name of the unit in reports: never the patient's.</param>
public sealed record WrongCase(long FileId, int Array, double Probability, bool IsPositive, string Pseudonym);
