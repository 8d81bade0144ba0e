using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports;

/// <summary>The figures of a report.</summary>
public static class Figures
{
    public static string Roc(TaskEvaluation task, ReportWords words)
    {
        Svg svg = new Svg(420, 400, (0, 1), (0, 1)).Axes(words["false_positive_rate"], words["sensitivity"], 5, 5, "0.0");
        svg.Line([(0, 0), (1, 1)], "#999", "4 4");
        svg.Line(task.BaselineEngine.Test.Roc.Select(point => (point.FalsePositiveRate, point.Sensitivity)), Svg.Colours[1], "7 3");
        svg.Line(task.Main.Test.Roc.Select(point => (point.FalsePositiveRate, point.Sensitivity)), Svg.Colours[0]);
        if (task.Main.Test.Confusion is { Sensitivity.Value: { } sensitivity, Specificity.Value: { } specificity })
            svg.Point(1 - specificity, sensitivity, Svg.Colours[0], words["threshold"], 5);
        return svg.Finish(words["roc"], $"{words["cnn"]}: AUC {words.Share(task.Main.Test.Auc?.Auc)}; {words["baseline"]}: AUC {words.Share(task.BaselineEngine.Test.Auc?.Auc)}");
    }

    public static string Calibration(TaskEvaluation task, ReportWords words)
    {
        Svg svg = new Svg(420, 400, (0, 1), (0, 1)).Axes(words["predicted"], words["observed"], 5, 5, "0.0").Line([(0, 0), (1, 1)], "#999", "4 4");
        foreach ((Calibration? calibration, int colour) in new[] { (task.Main.Test.Before, 0), (task.Main.Test.After, 2) })
        {
            foreach (CalibrationBin bin in calibration?.Bins ?? [])
            {
                if (bin is not { MeanPredicted: { } x, Observed: { Value: { } y, Wilson: { } wilson } })
                    continue;
                svg.Whisker(x, wilson.Low, wilson.High, Svg.Colours[colour]).Point(x, y, Svg.Colours[colour], string.Create(CultureInfo.InvariantCulture, $"n = {bin.Count}"));
            }
        }

        return svg.Finish(words["calibration"], $"ECE {words.Share(task.Main.Test.Before?.ExpectedError)} → {words.Share(task.Main.Test.After?.ExpectedError)}");
    }

    public static string Curves(IReadOnlyList<ReportTraining> trainings, ReportWords words)
    {
        int epochs = Math.Max(2, trainings.SelectMany(training => training.Epochs).Max(epoch => epoch.Epoch));
        Svg svg = new Svg(640, 300, (1, epochs), (0.4, 1)).Axes(words["epoch"], words["validation_auc"], Math.Min(epochs - 1, 10), 6, "0");
        foreach ((int index, ReportTraining training) in trainings.Index())
        {
            string colour = Svg.Colours[index % Svg.Colours.Count];
            svg.Line(training.Epochs.Where(epoch => epoch.ValidationAuc is not null).Select(epoch => ((double)epoch.Epoch, Math.Max(0.4, epoch.ValidationAuc!.Value))), colour, index % 2 == 0 ? "" : "6 3");
            if (training.Epochs.FirstOrDefault(epoch => epoch.Epoch == training.BestEpoch) is { ValidationAuc: { } best })
                svg.Point(training.BestEpoch, Math.Max(0.4, best), colour, words.Of("cnn_seed", training.Seed.ToString(CultureInfo.InvariantCulture)));
        }

        return svg.Finish(words["curves"], string.Join("; ", trainings.Select(training => $"{words.Of("cnn_seed", training.Seed.ToString(CultureInfo.InvariantCulture))}: {training.BestEpoch}")));
    }

    public static string Flow(IReadOnlyList<FlowLine> flow, ReportWords words)
    {
        System.Text.StringBuilder body = new();
        int y = 10;
        foreach (FlowLine line in flow)
        {
            int x = line.IsExclusion ? 330 : 10;
            string fill = line.IsExclusion ? "#FFF4E5" : "#EAF4F4";
            string text = $"{words.Whole(line.Images)} {words["images"].ToLower(words.Culture)}, {words.Whole(line.Units)} {words["units"].ToLower(words.Culture)}, {(line.Patients > 0 ? words.Whole(line.Patients) : words["unknown"])} {words["patients"].ToLower(words.Culture)}";
            body.Append(CultureInfo.InvariantCulture, $"<rect x='{x}' y='{y}' width='420' height='46' rx='6' fill='{fill}' stroke='#9AA'/><text x='{x + 12}' y='{y + 19}' font-size='12' font-weight='600' font-family='sans-serif'>{System.Net.WebUtility.HtmlEncode(words[line.Code])}</text><text x='{x + 12}' y='{y + 36}' font-size='12' font-family='sans-serif'>{System.Net.WebUtility.HtmlEncode(text)}</text>");
            y += 58;
        }

        return string.Create(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 770 {y}' width='770' height='{y}' role='img' aria-label='{System.Net.WebUtility.HtmlEncode(words["flow"])}'><title>{System.Net.WebUtility.HtmlEncode(words["flow"])}</title>{body}</svg>");
    }
}
