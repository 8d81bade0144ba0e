using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>Says what must be known before the numbers of a task are believed, the most serious first.</summary>
internal static class CaveatJudge
{
    private const double RedProbe = 0.70;
    private const double AmberProbe = 0.60;
    private const double WideGap = 0.10;
    private const double WideShift = 0.10;
    private const double ClearLevel = 0.05;
    private const int FewCases = 30;

    public static IReadOnlyList<Caveat> Of(TaskEvaluation task, Pipeline pipeline, SplitResult split, CaseSet set, PreparedSet prepared)
    {
        List<Caveat> caveats = [];
        EngineEvaluation main = task.Main;
        double pooled = main.Test.Auc?.Auc ?? double.NaN;
        if (!split.IsGreen)
            caveats.Add(new("leak", CaveatLevel.Red, [Whole(split.Certificate.SharedGroups.Count), Whole(split.Certificate.SharedPixels.Count)]));
        AddHeadline(caveats, main, pooled, pipeline);
        AddProbe(caveats, task, main);
        if (main.AgainstBaseline is { Difference: < 0 } worse)
            caveats.Add(new("baseline_wins", CaveatLevel.Amber, [Share(worse.First), Share(worse.Second), P(worse.PValue)]));
        double[] prevalence = [.. task.Parts.Where(part => part.Units > 0).Select(part => part.Prevalence)];
        if (prevalence.Length > 1 && prevalence.Max() - prevalence.Min() > WideShift)
            caveats.Add(new("prevalence_shift", CaveatLevel.Amber, [.. task.Parts.Select(part => Percent(part.Prevalence))]));
        if (main.Test is { Before: { } before, After: { } after } && after.ExpectedError > before.ExpectedError)
            caveats.Add(new("temperature_worse", CaveatLevel.Amber, [Share(before.ExpectedError), Share(after.ExpectedError)]));
        if (!set.PatientsAreKnown)
            caveats.Add(new("patients_unknown", CaveatLevel.Amber, []));
        if (split.IsOfficial)
            caveats.Add(new("official_split", CaveatLevel.Note, []));
        if (split.CutForValidation > 0)
            caveats.Add(new("validation_cut", CaveatLevel.Note, [Whole(split.CutForValidation)]));
        if (prepared.Cases.Count(one => one.Planes > 1) is > 0 and var volumes)
            caveats.Add(new("middle_plane", CaveatLevel.Amber, [Whole(volumes), Whole(prepared.Cases.Count)]));
        PartFigures test = task.Parts.First(part => part.Part == SplitPart.Test);
        if (Math.Min(test.Positives, test.Units - test.Positives) < FewCases)
            caveats.Add(new("few_cases", CaveatLevel.Amber, [Whole(test.Positives), Whole(test.Units - test.Positives)]));
        caveats.Add(new("research_only", CaveatLevel.Note, []));
        return [.. caveats.OrderByDescending(caveat => caveat.Level)];
    }

    // A model that only learned the batch is good where batches mix and lost inside one.
    private static void AddHeadline(List<Caveat> caveats, EngineEvaluation main, double pooled, Pipeline pipeline)
    {
        if (pipeline.Evaluate.HeadlineFact is null)
            return;
        if (main.Headline is not { } headline)
        {
            caveats.Add(new("headline_missing", CaveatLevel.Amber, [pipeline.Evaluate.HeadlineFact, pipeline.Evaluate.HeadlineValue ?? ""]));
            return;
        }

        string[] values = [headline.Value, Share(headline.Auc), Share(headline.Low), Share(headline.High), Share(pooled)];
        if (headline.Low <= 0.5)
            caveats.Add(new(pooled - headline.Auc > WideGap ? "shortcut_learned" : "headline_is_chance", CaveatLevel.Red, values));
        else if (pooled - headline.Auc > WideGap)
            caveats.Add(new("headline_gap", CaveatLevel.Amber, values));
    }

    private static void AddProbe(List<Caveat> caveats, TaskEvaluation task, EngineEvaluation main)
    {
        if (task.Probe is not { Auc: { } auc } probe)
        {
            caveats.Add(new("probe_missing", CaveatLevel.Note, [task.ProbeRefusal ?? ""]));
            return;
        }

        ProbeFinding? top = probe.Findings is [var first, ..] ? first : null;
        // Every column that tells by itself is named: the strongest may be another one by a hair.
        string telling = string.Join(", ", probe.Findings.Where((finding, place) => place == 0 || finding.CrossValidated > AmberProbe).Take(4).Select(finding => finding.Name));
        string[] values = [Share(auc), telling, Share(top?.CrossValidated ?? 0.5), Share(probe.TestAuc ?? double.NaN)];
        if (auc > RedProbe)
            caveats.Add(new("probe_tells", CaveatLevel.Red, values));
        else if (auc > AmberProbe)
            caveats.Add(new("probe_tells", CaveatLevel.Amber, values));
        if (main.AgainstProbe is { } paired && auc > AmberProbe && !(paired is { Difference: > 0, PValue: < ClearLevel }))
            caveats.Add(new("probe_not_beaten", CaveatLevel.Red, [Share(paired.First), Share(paired.Second), P(paired.PValue)]));
    }

    private static string Share(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static string Percent(double value) => (value * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string P(double? value) => value is { } known ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
