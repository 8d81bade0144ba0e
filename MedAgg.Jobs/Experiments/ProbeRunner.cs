using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Learning.Baselines;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>Runs the metadata probe on the units of a task: what could be told without looking at the image.</summary>
internal sealed class ProbeRunner(Pipeline pipeline, CaseSet set, PreparedSet prepared, SplitResult split, TaskStep task)
{
    private const int Folds = 5;

    public (ProbeOutcome? Outcome, string? Refusal) Run(CancellationToken cancellationToken)
    {
        UnitSet units = new(set, prepared, split, task, null);
        // The label itself is no metadata.
        List<MetadataColumn> columns = [.. pipeline.Structure.Facts.Where(fact => !fact.Equals(task.Label, StringComparison.OrdinalIgnoreCase)).Select(fact => Column(units, fact)).OfType<MetadataColumn>()];
        if (columns.Count == 0)
            return (null, "PROBE_NO_FACTS: No fact besides the image differs between cases.");
        Outcome<ShortcutReport> ran = ShortcutProbe.Run(columns, units.UnitPositive, units.Groups, Folds, pipeline.Split.Seed, cancellationToken);
        if (!ran.IsDone)
            return (null, ran.Refusal.ToString());
        ShortcutReport report = ran.Value;
        int[] onTest = [.. Enumerable.Range(0, units.First.Count).Where(i => split.Parts[units.Arrays[units.First[i]]] == SplitPart.Test)];
        Predictions test = report.Predictions.Take(onTest);
        Interval? interval = report.Auc?.LogitInterval();
        ProbeResult result = new(
            [.. report.Findings.Select(finding => new ProbeFinding(finding.Name, finding.Missing, finding.Levels, finding.RawAuc, finding.CramersV, finding.CrossValidated?.Auc))],
            report.Auc?.Auc, interval?.Low, interval?.High, RocAuc.Of(test), HeadlineAuc(units, report, onTest), units.First.Count, report.Folds);
        return (new(result, test), null);
    }

    private double? HeadlineAuc(UnitSet units, ShortcutReport report, int[] onTest)
    {
        if (pipeline.Evaluate is not { HeadlineFact: { } fact, HeadlineValue: { } value })
            return null;
        IReadOnlyList<string?> values = units.Fact(fact);
        return RocAuc.Of(report.Predictions.Take([.. onTest.Where(i => values[i] == value)]));
    }

    private MetadataColumn? Column(UnitSet units, string fact)
    {
        if (fact is CaseFacts.Border or CaseFacts.Brightness)
        {
            return MetadataColumn.OfNumbers(fact, [.. units.First.Select(i => prepared.Cases[units.Arrays[i]])
                .Select(one => (double?)(fact == CaseFacts.Border ? one.Border : one.Brightness))]);
        }

        IReadOnlyList<string?> words = units.Fact(fact);
        if (words.Distinct(StringComparer.Ordinal).Count() < 2)
            return null;
        double?[] numbers = [.. words.Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out double number) ? number : (double?)null)];
        bool isNumeric = words.Zip(numbers).All(pair => pair.First is null || pair.Second is not null);
        return isNumeric ? MetadataColumn.OfNumbers(fact, numbers) : MetadataColumn.OfWords(fact, words);
    }
}

/// <summary>What the probe found.</summary>
/// <param name="ForReport">What is told of it.</param>
/// <param name="OnTest">Its out-of-fold scores of the test units, for paired tests.</param>
internal sealed record ProbeOutcome(ProbeResult ForReport, Predictions OnTest);
