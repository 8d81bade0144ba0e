using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;
using MedAgg.Web.Kit.Charts;

namespace MedAgg.Web.Features.Experiments;

/// <summary>The numbers behind the figures of a run, for their table view and CSV.</summary>
internal static class FigureTables
{
    public static ChartTable Roc(IReadOnlyList<(string Name, Evaluation Test)> series, ReportWords words) => new(
        [new(words["engine"]), new(words["false_positive_rate"]), new(words["sensitivity"])],
        [.. series.SelectMany(one => one.Test.Roc.Select(point => (IReadOnlyList<object?>)[one.Name, point.FalsePositiveRate, point.Sensitivity]))]);

    public static ChartTable PrecisionRecall(IReadOnlyList<(string Name, Evaluation Test)> series, ReportWords words) => new(
        [new(words["engine"]), new(words["recall"]), new(words["precision"])],
        [.. series.SelectMany(one => one.Test.PrecisionRecall.Select(point => (IReadOnlyList<object?>)[one.Name, point.Recall, point.Precision]))]);

    public static ChartTable Calibrated(IReadOnlyList<(string Name, Calibration? Calibration)> series, ReportWords words) => new(
        [new(words["engine"]), new("n"), new(words["predicted"]), new(words["observed"]), new("Wilson 2.5%"), new("Wilson 97.5%")],
        [.. series.SelectMany(one => (one.Calibration?.Bins ?? []).Select(bin => (IReadOnlyList<object?>)[$"{one.Name}, {words.Share(bin.Low, "0.0")}–{words.Share(bin.High, "0.0")}", bin.Count, bin.MeanPredicted, bin.Observed.Value, bin.Observed.Wilson?.Low, bin.Observed.Wilson?.High]))]);

    public static ChartTable Learning(IReadOnlyList<(string Name, LearningCurve Curve)> curves, ReportWords words) => new(
        [new(words["engine"]), new(words["epoch"]), new(words["loss_training"]), new(words["loss_validation"]), new(words["validation_auc"])],
        [.. curves.SelectMany(one => one.Curve.Epochs.Select(epoch => (IReadOnlyList<object?>)[one.Name, epoch.Epoch, epoch.TrainingLoss, epoch.ValidationLoss, epoch.ValidationAuc]))]);

    public static ChartTable Forest(IReadOnlyList<(string Name, EngineEvaluation Engine)> series, ReportWords words) => new(
        [new(words["subgroup"]), new("n"), new(words["positives"]), new("AUC"), new("DeLong 2.5%"), new("DeLong 97.5%")],
        [.. series.SelectMany(one => one.Engine.Subgroups.SelectMany(of => of.Value.Select(group => (IReadOnlyList<object?>)
            [$"{one.Name}, {words.Fact(of.Key)}: {words.Value(group.Name)}", group.Count, group.Positives, group.Auc?.Auc, group.Auc?.LogitInterval()?.Low, group.Auc?.LogitInterval()?.High])))]);

    public static ChartTable Confusion(ConfusionMatrix calls, string positive, string negative, ReportWords words) => new(
        [new(words["truth"]), new(words.Of("called", positive)), new(words.Of("called", negative))],
        [[positive, calls.TruePositives, calls.FalseNegatives], [negative, calls.FalsePositives, calls.TrueNegatives]]);

    /// <summary>The name of a curve.</summary>
    public static string NameOf(LearningCurve curve, ReportWords words) => words.Of("seed", curve.Seed.ToString(CultureInfo.InvariantCulture));
}
