using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>Observed share against predicted probability, bin by bin, with Wilson intervals.</summary>
public static class CalibrationFigure
{
    public static Picture Draw(IReadOnlyList<(string Name, Calibration? Calibration)> series, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        string[] names = [.. series.Select(one => $"{one.Name}: ECE {words.Share(one.Calibration?.ExpectedError)}, Brier {words.Share(one.Calibration?.Brier)}")];
        Plot plot = new Plot(430, 330, (0, 1), (0, 1), names, words.Culture).Axes(words["predicted"], words["observed"], Ticks.Unit, Ticks.Unit, "0.0", "0.0");
        plot.Guide((0, 0), (1, 1));
        foreach ((int index, (_, Calibration? calibration)) in series.Index())
        {
            List<(double X, double Y, CalibrationBin Bin)> points = [];
            foreach (CalibrationBin bin in calibration?.Bins ?? [])
            {
                if (bin is { MeanPredicted: { } x, Observed: { Value: { } y, Wilson: { } wilson } })
                {
                    points.Add((x, y, bin));
                    plot.Whisker(index, x, wilson.Low, wilson.High);
                }
            }

            plot.Line(index, points.Select(point => (point.X, point.Y)), 1.5);
            foreach ((double x, double y, CalibrationBin bin) in points)
                plot.Point(index, x, y, $"n = {words.Whole(bin.Count)}: {words.Percent(x)} → {words.Percent(y)}");
        }

        return plot.Finish(words["calibration"], string.Join("; ", names));
    }
}
