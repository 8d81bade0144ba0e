using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Split;
using MedAgg.Jobs.Experiments.Train;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments.Evaluate;

/// <summary>Judges one engine after the other on the same cases. The unit is the case's own, several images of which are averaged.</summary>
internal sealed class EngineJudge(CaseTable cases, PartsOf parts, EvaluateSettings settings)
{
    private readonly EvaluationOptions _options = new() { Rule = settings.Rule, Wanted = settings.Wanted, Bootstrap = new() { Resamples = settings.Resamples } };

    public EngineFigures Binary(string engine, long seed, IReadOnlyDictionary<string, double[]> logits, ref Predictions? baseline)
    {
        int[] test = parts.IndicesOf(SplitPart.Test);
        Predictions validationLogits = Fused(parts.IndicesOf(SplitPart.Validation), logits);
        Predictions testLogits = Fused(test, logits);
        Evaluation validation = Evaluation.Of(validationLogits, validationLogits, _options);
        Evaluation measured = Evaluation.Of(validationLogits, testLogits, _options);
        AucEstimate? area = cases.PatientsAreKnown ? measured.ClusteredAuc : measured.Auc;
        Interval? interval = area?.LogitInterval() ?? area?.Interval();
        PairedAucTest? paired = engine == TrainStep.Baseline || baseline is null ? null : DeLong.Compare(testLogits, baseline);
        if (engine == TrainStep.Baseline)
            baseline = testLogits;
        return new(
            engine, seed, area?.Auc, interval?.Low, interval?.High, validation.Auc?.Auc, paired?.Difference, paired?.PValue, validation, measured, null, SubgroupsOf(test, testLogits, measured.Threshold?.Value));
    }

    public EngineFigures Several(string engine, long seed, IReadOnlyDictionary<string, double[]> logits)
    {
        MultiClass On(SplitPart part)
        {
            int[] indices = parts.IndicesOf(part);
            return Value(MultiClass.Of([.. indices.Select(i => logits[cases.Rows[i].Id])], [.. indices.Select(i => cases.Rows[i].Label)], cases.Classes, GroupsOf(indices)));
        }

        MultiClass test = On(SplitPart.Test);
        return new(engine, seed, test.MacroAuc, null, null, On(SplitPart.Validation).MacroAuc, null, null, null, null, test, new Dictionary<string, IReadOnlyList<Subgroup>>());
    }

    private Predictions Fused(int[] indices, IReadOnlyDictionary<string, double[]> logits)
    {
        Predictions images = Value(Predictions.Of([.. indices.Select(i => logits[cases.Rows[i].Id][0])], [.. indices.Select(i => cases.Rows[i].Label == 1)], GroupsOf(indices)));
        string[] units = [.. indices.Select(i => cases.Rows[i].Unit)];
        return units.Distinct(StringComparer.Ordinal).Count() == units.Length ? images : Value(Fusion.MeanByUnit(images, units, GroupsOf(indices)));
    }

    private string[]? GroupsOf(int[] indices) => cases.PatientsAreKnown ? [.. indices.Select(i => cases.Rows[i].Patient ?? cases.Rows[i].Id)] : null;

    private Dictionary<string, IReadOnlyList<Subgroup>> SubgroupsOf(int[] test, Predictions predictions, double? threshold)
    {
        CaseRow[] units = [.. test.Select(i => cases.Rows[i]).DistinctBy(row => row.Unit)];
        return settings.Subgroups.ToDictionary(name => name, name => Subgroup.Of(predictions, [.. units.Select(row => row.Attributes.GetValueOrDefault(name))], threshold, settings.SmallestSubgroup));
    }

    private static T Value<T>(Outcome<T> outcome)
        where T : class => outcome.IsDone ? outcome.Value : throw new RefusedException(outcome.Refusal.Code, $"Step evaluate: {outcome.Refusal.Message}");
}
