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
        double[] prevalences = [.. series.Select(one => one.Test.Prevalence).OfType<double>().Distinct().Order()];
        foreach ((int index, double prevalence) in prevalences.Index())
        {
            plot.Guide((0, prevalence), (1, prevalence));
            // Lines that lie close have one label, below the lowest of them.
            if (index == 0 || prevalence - prevalences[index - 1] > 0.06)
                plot.Words(1, Math.Max(0.02, prevalence - 0.045), words.Of("prevalence_line", string.Join(" / ", prevalences.Skip(index).TakeWhile((next, i) => i == 0 || next - prevalences[index + i - 1] <= 0.06).Select(next => words.Percent(next)))));
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
