using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>Precision against recall with the line of prevalence, below which a curve is no better than calling everybody.</summary>
public static class PrecisionRecallFigure
{
    public static Picture Draw(IReadOnlyList<(string Name, Evaluation Test)> series, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        string[] names = [.. series.Select(one => $"{one.Name}: AP {words.Within(one.Test.AveragePrecision, one.Test.AveragePrecisionBootstrap?.Interval.Low, one.Test.AveragePrecisionBootstrap?.Interval.High)}")];
        Plot plot = new Plot(430, 330, (0, 1), (0, 1), names, words.Culture).Axes(words["recall"], words["precision"], Ticks.Unit, Ticks.Unit, "0.0", "0.0");
        foreach (double prevalence in series.Select(one => one.Test.Prevalence).OfType<double>().Distinct())
        {
            plot.Guide((0, prevalence), (1, prevalence));
            plot.Words(1, Math.Max(0.02, prevalence - 0.045), words.Of("prevalence_line", words.Percent(prevalence)));
        }

        foreach ((int index, (_, Evaluation test)) in series.Index())
        {
            // A step holds until the next recall: no interpolation between.
            List<(double X, double Y)> steps = [];
            foreach (PrecisionRecallPoint point in test.PrecisionRecall.OrderBy(point => point.Recall).ThenByDescending(point => point.Precision))
            {
                steps.Add((steps.Count == 0 ? 0 : steps[^1].X, point.Precision));
                steps.Add((point.Recall, point.Precision));
            }

            plot.Line(index, steps);
        }

        return plot.Finish(words["pr"], string.Join("; ", names));
    }
}
