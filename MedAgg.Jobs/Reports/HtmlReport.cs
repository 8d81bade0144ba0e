using System.Globalization;
using System.Net;
using System.Text;
using MedAgg.Jobs.Experiments;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports;

/// <summary>The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal sealed class HtmlReport(ReportDocument report, ReportWords words)
{
    private const string Style =
        """
        :root{color-scheme:light}body{font:14px/1.5 Inter,"Segoe UI",Roboto,"DejaVu Sans Condensed",sans-serif;color:#1b2426;background:#f6f8f8;margin:0}
        main{max-width:1080px;margin:0 auto;padding:24px}h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:32px 0 8px}h3{font-size:14px;margin:20px 0 6px}
        table{border-collapse:collapse;width:100%;font-size:13px;background:#fff}th,td{padding:6px 10px;border-bottom:1px solid #dde5e5;text-align:left;vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.c{border:1px solid #dde5e5;border-left-width:5px;border-radius:6px;background:#fff;padding:8px 12px;margin:6px 0}
        .red{border-left-color:#b3261e}.amber{border-left-color:#b26a00}.note{border-left-color:#7a8a8c}.c b{text-transform:none}.big{font-size:30px;font-weight:600}
        .muted{color:#55666a;font-size:12px}.row{display:flex;flex-wrap:wrap;gap:24px}.g{display:flex;flex-wrap:wrap;gap:12px}.g figure{margin:0;width:150px;font-size:12px}
        .g img{width:150px;height:150px;object-fit:contain;background:#000;image-rendering:auto}.scroll{overflow-x:auto}code{font-size:12px;word-break:break-all}svg{max-width:100%;height:auto;background:#fff}
        .key{display:inline-block;width:22px;height:0;border-top:3px solid;vertical-align:middle;margin-right:6px}@media print{body{background:#fff}}
        """;

    private readonly StringBuilder _html = new();

    public string Write()
    {
        _html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"><title>{E(report.Title)}</title><style>{Style}</style></head><body><main>");
        _html.Append(CultureInfo.InvariantCulture, $"<h1>{E(report.Title)}</h1><p>{E(report.Description)}</p><p class=\"muted\">{E(words["research"])}</p>");
        foreach (TaskEvaluation task in report.Tasks)
            Task(task);
        Flow();
        Method();
        _html.Append("</main></body></html>");
        return _html.ToString();
    }

    private static string E(string? text) => WebUtility.HtmlEncode(text ?? "");

    private string Ci(double? value, double? low, double? high) => value is null ? "–" : $"{words.Share(value)} ({words.Share(low)}–{words.Share(high)})";

    private string Wilson(Proportion? share) => share is { Value: { } value, Wilson: { } wilson } ? $"{words.Percent(value)} ({words.Percent(wilson.Low)}–{words.Percent(wilson.High)})" : "–";

    private void Task(TaskEvaluation task)
    {
        _html.Append(CultureInfo.InvariantCulture, $"<section data-task=\"{E(task.Name)}\"><h2>{E(task.Name)}: {E(task.PositiveName)} / {E(task.NegativeName)}</h2><h3>{E(words["caveats"])}</h3>");
        foreach (Caveat caveat in task.Caveats)
            _html.Append(CultureInfo.InvariantCulture, $"<div class=\"c {caveat.Level.ToString().ToLowerInvariant()}\" data-code=\"{E(caveat.Code)}\"><b>{E(words.Level(caveat.Level))}.</b> {E(words.Of(caveat))}</div>");
        Headline(task);
        Engines(task);
        _html.Append(CultureInfo.InvariantCulture, $"<div class=\"row\"><div><h3>{E(words["roc"])}</h3>{Figures.Roc(task, words)}<div class=\"muted\"><span class=\"key\" style=\"border-color:{Svg.Colours[0]}\"></span>{E(words["cnn"])} &nbsp; <span class=\"key\" style=\"border-color:{Svg.Colours[1]};border-top-style:dashed\"></span>{E(words["baseline"])}</div></div>");
        _html.Append(CultureInfo.InvariantCulture, $"<div><h3>{E(words["calibration"])}</h3>{Figures.Calibration(task, words)}</div></div>");
        Evaluation test = task.Main.Test;
        _html.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{E(words.Of("calibration_text", words.Share(test.Before?.Brier), words.Share(test.Before?.ExpectedError), words.Share(test.Before?.Line?.Slope, "0.00"), words.Share(test.Temperature?.Temperature, "0.00"), words.Share(test.After?.Brier), words.Share(test.After?.ExpectedError)))}</p>");
        Confusion(task);
        ReportTraining[] trainings = [.. report.Trainings.Where(training => training.Task == task.Name)];
        if (trainings.Length > 0)
            _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["curves"])}</h3>{Figures.Curves(trainings, words)}");
        Parts(task);
        Probe(task);
        Subgroups(task);
        Worst(task);
        _html.Append("</section>");
    }

    private void Headline(TaskEvaluation task)
    {
        EngineEvaluation main = task.Main;
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["headline"])}</h3>");
        if (main.Headline is { } headline)
            _html.Append(CultureInfo.InvariantCulture, $"<div class=\"big\">{Ci(headline.Auc, headline.Low, headline.High)}</div><div class=\"muted\">{E(words.Of("headline_of", headline.Value))}, n = {words.Whole(headline.Units)}</div>");
        Interval? interval = main.Test.AucBootstrap?.Interval;
        string big = main.Headline is null ? "big" : "";
        _html.Append(CultureInfo.InvariantCulture, $"<div class=\"{big}\">{(main.Headline is null ? "" : E(words["pooled"]) + ": ")}{Ci(main.Test.Auc?.Auc, interval?.Low, interval?.High)}</div><div class=\"muted\">{E(words["headline_all"])}, n = {words.Whole(main.Test.Count)}; {E(words["probe_short"])}: {words.Share(task.Probe?.TestAuc)}</div>");
    }

    private void Engines(TaskEvaluation task)
    {
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["engines"])}</h3><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{E(words["engine"])}</th><th scope=\"col\" class=\"n\">{E(words["auc_ci"])}</th><th scope=\"col\" class=\"n\">{E(words["delong"])}</th>");
        if (report.Headline is not null)
            _html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"n\">{E(report.Headline)}</th>");
        _html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"n\">{E(words["ap"])}</th><th scope=\"col\" class=\"n\">{E(words["sensitivity"])}</th><th scope=\"col\" class=\"n\">{E(words["specificity"])}</th><th scope=\"col\" class=\"n\">{E(words["ppv"])}</th><th scope=\"col\" class=\"n\">{E(words["npv"])}</th><th scope=\"col\" class=\"n\">{E(words["against_baseline"])}</th></tr></thead><tbody>");
        foreach (EngineEvaluation engine in task.Engines)
        {
            string name = engine.Engine == TrainEngines.Baseline ? words["baseline"] : engine.Seed is { } seed ? words.Of("cnn_seed", seed.ToString(CultureInfo.InvariantCulture)) : words["cnn"];
            Interval? boot = engine.Test.AucBootstrap?.Interval;
            Interval? deLong = engine.Test.Auc?.LogitInterval();
            _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(name)}</th><td class=\"n\">{Ci(engine.Test.Auc?.Auc, boot?.Low, boot?.High)}</td><td class=\"n\">{words.Share(deLong?.Low)}–{words.Share(deLong?.High)}</td>");
            if (report.Headline is not null)
                _html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{(engine.Headline is { } headline ? Ci(headline.Auc, headline.Low, headline.High) : "–")}</td>");
            ConfusionMatrix? calls = engine.Test.Confusion;
            _html.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{words.Share(engine.Test.AveragePrecision)}</td><td class=\"n\">{Wilson(calls?.Sensitivity)}</td><td class=\"n\">{Wilson(calls?.Specificity)}</td><td class=\"n\">{Wilson(calls?.PositivePredictiveValue)}</td><td class=\"n\">{Wilson(calls?.NegativePredictiveValue)}</td><td class=\"n\">{(engine.AgainstBaseline is { } paired ? $"{paired.Difference.ToString("+0.000;−0.000;0.000", words.Culture)} ({words.Share(paired.PValue)})" : "–")}</td></tr>");
        }

        _html.Append(CultureInfo.InvariantCulture, $"</tbody></table></div><p class=\"muted\">{E(words["threshold"])}</p>");
    }

    private void Confusion(TaskEvaluation task)
    {
        if (task.Main.Test.Confusion is not { } calls)
            return;
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["confusion"])}</h3><table style=\"max-width:520px\"><thead><tr><th scope=\"col\">{E(words["truth"])}</th><th scope=\"col\" class=\"n\">{E(words.Of("called", task.PositiveName))}</th><th scope=\"col\" class=\"n\">{E(words.Of("called", task.NegativeName))}</th></tr></thead><tbody><tr><th scope=\"row\">{E(task.PositiveName)}</th><td class=\"n\">{words.Whole(calls.TruePositives)}</td><td class=\"n\">{words.Whole(calls.FalseNegatives)}</td></tr><tr><th scope=\"row\">{E(task.NegativeName)}</th><td class=\"n\">{words.Whole(calls.FalsePositives)}</td><td class=\"n\">{words.Whole(calls.TrueNegatives)}</td></tr></tbody></table>");
    }

    private void Parts(TaskEvaluation task)
    {
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["parts"])}</h3><p>{E(words["certificate"])}: <b>{E(report.Split.IsGreen ? words["green"] : words.Of("not_green", words.Whole(report.Split.SharedPatients), words.Whole(report.Split.SharedImages)))}</b>. {(report.Split.IsOfficial ? E(words["official"]) : "")}</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{E(words["part"])}</th><th scope=\"col\" class=\"n\">{E(words["images"])}</th><th scope=\"col\" class=\"n\">{E(words["units"])}</th><th scope=\"col\" class=\"n\">{E(words["patients"])}</th><th scope=\"col\" class=\"n\">{E(words["positives"])}</th><th scope=\"col\" class=\"n\">{E(words["prevalence"])}</th><th scope=\"col\" class=\"n\">{E(words["age"])}</th></tr></thead><tbody>");
        foreach (PartFigures part in task.Parts)
            _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(words[part.Part.ToString().ToLowerInvariant()])}</th><td class=\"n\">{words.Whole(part.Images)}</td><td class=\"n\">{words.Whole(part.Units)}</td><td class=\"n\">{(part.Patients is { } patients ? words.Whole(patients) : E(words["unknown"]))}</td><td class=\"n\">{words.Whole(part.Positives)}</td><td class=\"n\">{words.Percent(part.Prevalence)}</td><td class=\"n\">{(part.MeanAge is { } age ? words.Share(age, "0.0") : E(words["unknown"]))}</td></tr>");
        _html.Append("</tbody></table></div>");
    }

    private void Probe(TaskEvaluation task)
    {
        if (task.Probe is not { } probe)
            return;
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["probe"])}</h3><p>{E(words.Of("probe_text", words.Share(probe.Auc), words.Share(probe.Low), words.Share(probe.High), words.Whole(probe.Units), words.Whole(probe.Folds)))}</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{E(words["column"])}</th><th scope=\"col\" class=\"n\">{E(words["alone"])}</th><th scope=\"col\" class=\"n\">{E(words["cramer"])}</th><th scope=\"col\" class=\"n\">{E(words["values"])}</th><th scope=\"col\" class=\"n\">{E(words["missing"])}</th></tr></thead><tbody>");
        foreach (ProbeFinding finding in probe.Findings)
            _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(finding.Name)}</th><td class=\"n\">{words.Share(finding.CrossValidated)}</td><td class=\"n\">{words.Share(finding.CramersV)}</td><td class=\"n\">{words.Whole(finding.Levels)}</td><td class=\"n\">{words.Whole(finding.Missing)}</td></tr>");
        _html.Append("</tbody></table></div>");
    }

    private void Subgroups(TaskEvaluation task)
    {
        if (task.Main.Subgroups.Count == 0)
            return;
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["subgroups"])}</h3><div class=\"scroll\"><table><thead><tr><th scope=\"col\">{E(words["subgroup"])}</th><th scope=\"col\" class=\"n\">{E(words["units"])}</th><th scope=\"col\" class=\"n\">{E(words["positives"])}</th><th scope=\"col\" class=\"n\">{E(words["auc_ci"])}</th><th scope=\"col\" class=\"n\">{E(words["sensitivity"])}</th><th scope=\"col\" class=\"n\">{E(words["specificity"])}</th></tr></thead><tbody>");
        foreach ((string fact, IReadOnlyList<Subgroup> groups) in task.Main.Subgroups)
        {
            foreach (Subgroup group in groups)
            {
                Interval? interval = group.Auc?.LogitInterval();
                string name = group.Name == "unknown" ? words["unknown"] : group.Name;
                string auc = group.IsSuppressed ? E(words["too_small"]) : Ci(group.Auc?.Auc, interval?.Low, interval?.High);
                _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(fact)}: {E(name)}</th><td class=\"n\">{words.Whole(group.Count)}</td><td class=\"n\">{words.Whole(group.Positives)}</td><td class=\"n\">{auc}</td><td class=\"n\">{Wilson(group.Confusion?.Sensitivity)}</td><td class=\"n\">{Wilson(group.Confusion?.Specificity)}</td></tr>");
            }
        }

        _html.Append("</tbody></table></div>");
    }

    private void Worst(TaskEvaluation task)
    {
        if (task.Worst.Count == 0)
            return;
        _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words["worst"])}</h3><div class=\"g\">");
        foreach (WrongCase wrong in task.Worst)
        {
            string caption = words.Of("false_positive", wrong.IsPositive ? task.PositiveName : task.NegativeName, task.PositiveName, words.Share(wrong.Probability));
            string picture = report.Pictures.TryGetValue(wrong.Array, out byte[]? png) ? $"<img alt=\"{E(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">" : "";
            _html.Append(CultureInfo.InvariantCulture, $"<figure>{picture}<figcaption>{E(wrong.Pseudonym)}: {E(caption)}</figcaption></figure>");
        }

        _html.Append("</div>");
    }

    private void Flow()
    {
        _html.Append(CultureInfo.InvariantCulture, $"<h2>{E(words["flow"])}</h2>{Figures.Flow(report.Flow, words)}");
        if (report.Join is { } join)
            _html.Append(CultureInfo.InvariantCulture, $"<p>{E(words.Of("join", join.Table, words.Whole(join.Joined), words.Whole(join.Rows), words.Whole(join.RowsWithoutImages), words.Whole(join.Ambiguous), words.Whole(join.UnitsWithoutRow)))}</p>");
    }

    private void Method()
    {
        AcquiredDataset data = report.Dataset;
        _html.Append(CultureInfo.InvariantCulture, $"<h2>{E(words["method"])}</h2><h3>{E(words["data"])}</h3><p>{E(data.Title)} ({E(data.Slug)}), {E(words["version"])} {data.Number}. {E(words["licence"])}: {E(data.Licence ?? words["unknown"])}. {E(data.Source)}</p>");
        foreach ((string title, IReadOnlyList<KeyValuePair<string, string>> lines) in new[] { ("settings", report.Settings), ("environment", report.Environment), ("hashes", report.Hashes) })
        {
            _html.Append(CultureInfo.InvariantCulture, $"<h3>{E(words[title])}</h3><table>");
            foreach ((string name, string value) in lines)
                _html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(name)}</th><td><code>{E(value)}</code></td></tr>");
            _html.Append("</table>");
        }
    }
}
