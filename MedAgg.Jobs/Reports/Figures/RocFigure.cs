using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>ROC curves of engines or runs, each with the operating point that was frozen on validation.</summary>
public static class RocFigure
{
    public static Picture Draw(IReadOnlyList<(string Name, Evaluation Test)> series, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        string[] names = [.. series.Select(one => $"{one.Name}: AUC {words.Within(one.Test.Auc?.Auc, one.Test.AucBootstrap?.Interval.Low, one.Test.AucBootstrap?.Interval.High)}")];
        Plot plot = new Plot(430, 330, (0, 1), (0, 1), names, words.Culture).Axes(words["false_positive_rate"], words["sensitivity"], Ticks.Unit, Ticks.Unit, "0.0", "0.0");
        plot.Guide((0, 0), (1, 1));
        foreach ((int index, (_, Evaluation test)) in series.Index())
            plot.Line(index, test.Roc.Select(point => (point.FalsePositiveRate, point.Sensitivity)));
        foreach ((int index, (_, Evaluation test)) in series.Index())
        {
            if (test.Confusion is { Sensitivity.Value: { } sensitivity, Specificity.Value: { } specificity })
                plot.Point(index, 1 - specificity, sensitivity, words.Of("operating", words.Percent(sensitivity), words.Percent(specificity)), 5);
        }

        return plot.Finish(words["roc"], string.Join("; ", names));
    }
}
