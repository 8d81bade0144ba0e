using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>What trainings did epoch by epoch; drawn while they run as well.</summary>
public static class LearningFigure
{
    private const double Width = 430;
    private const double Inner = 250;
    private const int MostTicks = 8;

    /// <summary>Area on validation; the epoch that was kept is marked.</summary>
    public static Picture Auc(IReadOnlyList<(string Name, LearningCurve Curve)> curves, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(words);
        double lowest = curves.SelectMany(one => one.Curve.Epochs).Select(epoch => epoch.ValidationAuc).OfType<double>().DefaultIfEmpty(0.5).Min();
        IReadOnlyList<double> ticks = Ticks.Between(Math.Min(0.95, Math.Floor(lowest * 10) / 10), 1, 5);
        string[] names = [.. curves.Select(one => one.Name)];
        Plot plot = new Plot(Width, Inner, Epochs(curves), (ticks[0], ticks[^1]), names, words.Culture)
            .Axes(words["epoch"], words["validation_auc"], Ticks.Epochs(Last(curves), MostTicks), ticks, "0", "0.00");
        foreach ((int index, (_, LearningCurve curve)) in curves.Index())
            plot.Line(index, curve.Epochs.Where(epoch => epoch.ValidationAuc is not null).Select(epoch => ((double)epoch.Epoch, epoch.ValidationAuc!.Value)));
        foreach ((int index, (_, LearningCurve curve)) in curves.Index())
        {
            if (curve.Epochs.LastOrDefault(epoch => epoch.IsBest) is { ValidationAuc: { } best } kept)
                plot.Point(index, kept.Epoch, best, $"{words["epoch"]} {kept.Epoch.ToString(CultureInfo.InvariantCulture)}: AUC {words.Share(best)}");
        }

        return plot.Finish(words["curves"], string.Join("; ", curves.Select(one => $"{one.Name}: {words.Share(one.Curve.Epochs.Max(epoch => epoch.ValidationAuc))}")));
    }

    /// <summary>Loss on training and validation, two lines a seed.</summary>
    public static Picture Loss(IReadOnlyList<(string Name, LearningCurve Curve)> curves, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(words);
        List<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines = [];
        foreach ((string name, LearningCurve curve) in curves)
        {
            lines.Add((words.Of("training_loss", name), [.. curve.Epochs.Where(epoch => double.IsFinite(epoch.TrainingLoss)).Select(epoch => ((double)epoch.Epoch, epoch.TrainingLoss))]));
            (double X, double Y)[] validation = [.. curve.Epochs.Where(Known).Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss!.Value))];
            if (validation.Length > 0)
                lines.Add((words.Of("validation_loss", name), validation));
        }

        IReadOnlyList<double> ticks = Ticks.Between(0, lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty(1).Max(), 5);
        Plot plot = new Plot(Width, Inner, Epochs(curves), (0, ticks[^1]), [.. lines.Select(line => line.Name)], words.Culture)
            .Axes(words["epoch"], words["loss"], Ticks.Epochs(Last(curves), MostTicks), ticks, "0", "0.0##");
        foreach ((int index, (_, IReadOnlyList<(double X, double Y)> points)) in lines.Index())
            plot.Line(index, points);
        return plot.Finish(words["loss_curves"], string.Join("; ", lines.Where(line => line.Points.Count > 0).Select(line => $"{line.Name}: {words.Share(line.Points[^1].Y)}")));
    }

    private static bool Known(EpochReport epoch) => epoch.ValidationLoss is { } loss && double.IsFinite(loss);

    // The axis runs to the last epoch that was planned: one sees how far a training is.
    private static int Last(IReadOnlyList<(string Name, LearningCurve Curve)> curves) => Math.Max(2, curves.SelectMany(one => one.Curve.Epochs).Select(epoch => Math.Max(epoch.Epoch, epoch.Epochs)).DefaultIfEmpty(2).Max());

    private static (double Low, double High) Epochs(IReadOnlyList<(string Name, LearningCurve Curve)> curves) => (1, Last(curves));
}
