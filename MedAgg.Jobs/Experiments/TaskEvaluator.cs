using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>Measures the engines of one task. Threshold and temperature come from validation and stay frozen.</summary>
internal sealed class TaskEvaluator(Pipeline pipeline, CaseSet set, PreparedSet prepared, SplitResult split, TaskStep task)
{
    private const int WorstOfEach = 8;

    private readonly UnitSet _validation = new(set, prepared, split, task, SplitPart.Validation);
    private readonly UnitSet _test = new(set, prepared, split, task, SplitPart.Test);

    private EvaluationOptions Options => new()
    {
        Rule = pipeline.Evaluate.Threshold switch { "sensitivity" => ThresholdRule.Sensitivity, "specificity" => ThresholdRule.Specificity, _ => ThresholdRule.Youden },
        Wanted = pipeline.Evaluate.Wanted,
        Bootstrap = new() { Resamples = pipeline.Evaluate.Resamples, Seed = 1 },
    };

    public TaskEvaluation Evaluate(PredictionSet predictions, CancellationToken cancellationToken)
    {
        EnginePredictions[] all = [.. predictions.Engines.Where(engine => engine.Task == task.Name)];
        EnginePredictions[] seeds = [.. all.Where(engine => engine.Engine == TrainEngines.Network)];
        EnginePredictions baseline = all.First(engine => engine.Engine == TrainEngines.Baseline);
        double[] mean = [.. Enumerable.Range(0, prepared.Cases.Count).Select(i => seeds.Average(seed => seed.Logits[i]))];
        (ProbeOutcome? probe, string? refusal) = new ProbeRunner(pipeline, set, prepared, split, task).Run(cancellationToken);

        List<EngineEvaluation> engines = [.. seeds.Select(seed => Measure(seed.Engine, seed.Seed, seed.Logits, baseline.Logits, probe))];
        engines.Add(Measure(TrainEngines.Network, null, mean, baseline.Logits, probe));
        engines.Add(Measure(TrainEngines.Baseline, null, baseline.Logits, null, probe));
        TaskEvaluation evaluation = new()
        {
            Name = task.Name,
            PositiveName = task.PositiveName,
            NegativeName = task.NegativeName,
            Parts = [.. Enum.GetValues<SplitPart>().Select(Figures)],
            Engines = engines,
            Probe = probe?.Result,
            ProbeRefusal = refusal,
            Caveats = [],
            Worst = Worst(mean),
        };
        return evaluation with { Caveats = CaveatJudge.Of(evaluation, pipeline, split, set, prepared) };
    }

    private EngineEvaluation Measure(string engine, int? seed, IReadOnlyList<double> logits, IReadOnlyList<double>? baseline, ProbeOutcome? probe)
    {
        Predictions validation = _validation.Of(logits);
        Predictions test = _test.Of(logits);
        Evaluation onTest = Evaluation.Of(validation, test, Options);
        return new()
        {
            Engine = engine,
            Seed = seed,
            Validation = Evaluation.Of(validation, validation, Options with { Bootstrap = Options.Bootstrap with { Resamples = 200 } }),
            Test = onTest,
            Headline = Headline(test),
            AgainstBaseline = baseline is null ? null : DeLong.Compare(test, _test.Of(baseline)),
            AgainstProbe = probe?.OnTest is { } onProbe ? DeLong.Compare(test, onProbe) : null,
            Subgroups = pipeline.Evaluate.Subgroups.ToDictionary(fact => fact, fact => Subgroup.Of(test, Banded(fact), onTest.Threshold?.Value, pipeline.Evaluate.SmallestSubgroup), StringComparer.Ordinal),
            TestLogits = test.Scores.ToArray(),
        };
    }

    private SubsetAuc? Headline(Predictions test)
    {
        if (pipeline.Evaluate is not { HeadlineFact: { } fact, HeadlineValue: { } value })
            return null;
        IReadOnlyList<string?> values = _test.Fact(fact);
        Predictions part = test.Take([.. Enumerable.Range(0, values.Count).Where(i => values[i] == value)]);
        if (RocAuc.Of(part) is not { } auc || PatientBootstrap.Auc(part, Options.Bootstrap) is not { } interval)
            return null;
        return new(fact, value, part.Count, part.Positives, auc, interval.Interval.Low, interval.Interval.High);
    }

    // Ages by decade; other numbers and words as they are.
    private IReadOnlyList<string?> Banded(string fact) => fact == CaseFacts.Age
        ? [.. _test.First.Select(i => _test.Images[i].Number(fact) is { } age ? string.Create(CultureInfo.InvariantCulture, $"{(int)(age / 10) * 10:00}–{(int)(age / 10) * 10 + 9:00}") : null)]
        : _test.Fact(fact);

    private PartFigures Figures(SplitPart part)
    {
        UnitSet units = new(set, prepared, split, task, part);
        double[] ages = [.. units.First.Select(i => units.Images[i].Number(CaseFacts.Age)).OfType<double>()];
        Dictionary<string, IReadOnlyDictionary<string, int>> facts = pipeline.Structure.Facts.Where(fact => fact != CaseFacts.Age).ToDictionary(
            fact => fact,
            fact => (IReadOnlyDictionary<string, int>)units.Fact(fact).GroupBy(value => value ?? "unknown", StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(12)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            StringComparer.Ordinal);
        return new(part, units.Images.Count, units.First.Count, units.Patients, units.UnitPositive.Count(positive => positive), ages.Length == 0 ? null : ages.Average(), facts);
    }

    private List<WrongCase> Worst(double[] logits)
    {
        Predictions test = _test.Of(logits);
        List<(int Unit, double Probability, bool IsPositive)> all = [];
        for (int i = 0; i < test.Count; i++)
            all.Add((i, 1 / (1 + Math.Exp(-test.Scores[i])), test.Positive[i]));
        IEnumerable<(int Unit, double Probability, bool IsPositive)> worst = all.Where(one => !one.IsPositive).OrderByDescending(one => one.Probability).Take(WorstOfEach)
            .Concat(all.Where(one => one.IsPositive).OrderBy(one => one.Probability).Take(WorstOfEach));
        return [.. worst.Select(one =>
        {
            int first = _test.First[one.Unit];
            return new WrongCase(_test.Images[first].FileId, _test.Arrays[first], one.Probability, one.IsPositive, PseudonymOf(_test.Images[first].Unit));
        })];
    }

    private string PseudonymOf(string unit) => "U-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{split.Sha256}|{unit}")))[..8];
}
