using System.Text.Json;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Tests.Metrics;

public sealed class ReportTests
{
    [Fact]
    public void Small_subgroups_tell_their_size_and_nothing_else()
    {
        Predictions cases = Cases.Random(120, 3);
        string?[] names = [.. Enumerable.Range(0, 120).Select(i => i < 6 ? "tiny" : i < 12 ? null : "large")];
        IReadOnlyList<Subgroup> groups = Subgroup.Of(cases, names, 0.5, smallest: 5);
        Assert.Equal(["large", "tiny", "unknown"], groups.Select(g => g.Name));
        Assert.Equal(120, groups.Sum(g => g.Count));
        Subgroup tiny = groups[1];
        Assert.True(tiny.IsSuppressed);
        Assert.Null(tiny.Auc);
        Assert.Null(tiny.Confusion);
        Assert.Equal(6, tiny.Count);
        Assert.False(groups[0].IsSuppressed);
        Assert.Equal(DeLong.Estimate(cases.Take([.. Enumerable.Range(12, 108)])), groups[0].Auc);
        Assert.Equal(108, groups[0].Confusion!.Count);
    }

    [Fact]
    public void Views_of_a_breast_become_their_mean()
    {
        Predictions images = Cases.Of([0.2, 0.6, 0.9, 0.1], [1, 1, 0, 0]);
        Predictions fused = Fusion.MeanByUnit(images, ["1L", "1L", "1R", "2L"], ["1", "1", "1", "2"]).Value!;
        Assert.Equal(3, fused.Count);
        Assert.Equal(0.4, fused.Scores[0], 1e-15);
        Assert.Equal([true, false, false], fused.Positive.ToArray());
        Assert.Equal(2, fused.Groups);
    }

    [Fact]
    public void Two_images_of_one_view_weigh_no_more_than_one_of_the_other()
    {
        Predictions images = Cases.Of([0.2, 0.4, 0.9, 0.1, 0.5], [1, 1, 1, 0, 0]);
        Predictions fused = Fusion.MeanOfViews(images, ["1L", "1L", "1L", "2L", "2L"], ["CC", "CC", "MLO", null, null], ["1", "1", "1", "2", "2"]).Value!;
        Assert.Equal([0.6, 0.3], fused.Scores.ToArray().Select(score => Math.Round(score, 12)));
        Assert.Equal([true, false], fused.Positive.ToArray());
        Assert.Equal("METRIC_UNIT_LABELS_DIFFER", Fusion.MeanOfViews(Cases.Of([1, 2], [0, 1]), ["a", "a"], ["CC", "MLO"], null).Refusal!.Code);
    }

    [Fact]
    public void Views_that_disagree_about_the_truth_are_refused()
    {
        Assert.Equal("METRIC_UNIT_LABELS_DIFFER", Fusion.MeanByUnit(Cases.Of([1, 2], [0, 1]), ["a", "a"], null).Refusal!.Code);
        Assert.Equal("METRIC_UNIT_PATIENTS_DIFFER", Fusion.MeanByUnit(Cases.Of([1, 2], [1, 1]), ["a", "a"], ["p", "q"]).Refusal!.Code);
    }

    [Fact]
    public void Three_classes_are_each_measured_against_the_rest()
    {
        double[][] scores = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5], [0.4, 0.5, 0.1], [0.1, 0.2, 0.7], [0.3, 0.4, 0.3]];
        MultiClass found = MultiClass.Of(scores, [0, 1, 2, 0, 2, 1], ["mass", "calcification", "both"]).Value!;
        Assert.Equal([1, 1, 0], found.Confusion[0]);
        Assert.Equal([0, 2, 0], found.Confusion[1]);
        Assert.Equal([0, 0, 2], found.Confusion[2]);
        Assert.Equal(5.0 / 6, found.Accuracy.Value!.Value, 1e-15);
        Assert.Equal((0.5 + 1 + 1) / 3, found.BalancedAccuracy!.Value, 1e-15);
        Assert.Equal((2.0 / 3 + 0.8 + 1) / 3, found.MacroF1!.Value, 1e-15);
        // mass: 8 of 8 pairs; calcification: scores .8 and .4 against .2 .3 .5 .2 win 7 of 8; both: 8 of 8.
        Assert.Equal((1 + 7.0 / 8 + 1) / 3, found.MacroAuc!.Value, 1e-15);
        Assert.All(found.PerClass, c => Assert.Equal(6, c.Calls.Count));
    }

    [Fact]
    public void Two_classes_give_the_area_of_the_binary_metric()
    {
        Predictions binary = Cases.Random(60, 8);
        double[][] scores = [.. binary.Scores.ToArray().Select(s => new[] { -s, s })];
        MultiClass found = MultiClass.Of(scores, [.. binary.Positive.ToArray().Select(p => p ? 1 : 0)], ["no", "yes"]).Value!;
        Assert.Equal(RocAuc.Of(binary)!.Value, found.MacroAuc!.Value, 1e-12);
    }

    [Fact]
    public void A_class_without_cases_makes_the_macro_area_unknown()
    {
        MultiClass found = MultiClass.Of([[1.0, 0, 0], [0, 1, 0]], [0, 1], ["a", "b", "c"]).Value!;
        Assert.Null(found.MacroAuc);
        Assert.Null(found.PerClass[2].Auc);
        Assert.Equal(1, found.BalancedAccuracy!.Value);
        Outcome<MultiClass> wrong = MultiClass.Of([[1.0, 0, 0]], [3], ["a", "b", "c"]);
        Assert.Equal("METRIC_CLASS_OUT_OF_RANGE", wrong.Refusal!.Code);
    }

    [Fact]
    public void Evaluation_takes_threshold_and_temperature_from_validation_only()
    {
        Predictions validation = Cases.Random(200, 1, levels: 500).WithScores(s => s * 6 - 4);
        Predictions test = Cases.Random(150, 2, levels: 500).WithScores(s => s * 6 - 4);
        EvaluationOptions options = new() { Bootstrap = new BootstrapOptions { Resamples = 50 } };
        Evaluation found = Evaluation.Of(validation, test, options);
        Assert.Equal(FrozenThreshold.Choose(validation, ThresholdRule.Youden), found.Threshold);
        Assert.Equal(TemperatureScaling.Fit(validation), found.Temperature);
        Assert.Equal(ConfusionMatrix.At(test, found.Threshold!.Value), found.Confusion);
        Evaluation turned = Evaluation.Of(validation, test.WithScores(s => -s), options);
        Assert.Equal(found.Threshold, turned.Threshold);
        Assert.Equal(test.Prevalence, found.Prevalence);
        Assert.Contains("\"Auc\"", JsonSerializer.Serialize(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_of_one_class_says_unknown()
    {
        Predictions only = Cases.Of([1, 2], [1, 1]);
        Evaluation found = Evaluation.Of(only, only, new EvaluationOptions());
        Assert.Null(found.Auc);
        Assert.Null(found.Threshold);
        Assert.Null(found.After);
        Assert.NotNull(found.Before);
        Assert.NotEmpty(JsonSerializer.Serialize(found));
    }
}
