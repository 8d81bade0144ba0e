using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Figures;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Html;

/// <summary>One task in a report: caveats first, then the main result, then everything that it rests on.</summary>
internal sealed class HtmlTask(ReportDocument report, TaskEvaluation task, ReportWords words, HtmlWriter html)
{
    public void Write()
    {
        string name = HtmlWriter.Encode(task.Name);
        html.Raw($"<section class=\"task\" data-task=\"{name}\" id=\"task-{name}\">").Element("h2", $"{task.Name}: {task.PositiveName} / {task.NegativeName}").Element("h3", words["caveats"]);
        foreach (Caveat caveat in task.Caveats)
            html.Raw($"<div class=\"c {caveat.Level.ToString().ToLowerInvariant()}\" data-code=\"{HtmlWriter.Encode(caveat.Code)}\"><b>{HtmlWriter.Encode(words.Level(caveat.Level))}.</b> {HtmlWriter.Encode(words.Of(caveat))}</div>");
        Headline();
        Engines();
        Pictures();
        Parts();
        Demographics();
        Probe();
        Subgroups();
        Worst();
        html.Raw("</section>");
    }

    private void Headline()
    {
        EngineEvaluation main = task.Main;
        string kind = main.Test.PatientsAreKnown ? "" : "_cases";
        string all = $"{words.Within(main.Test.Auc?.Auc, main.Test.AucBootstrap?.Interval.Low, main.Test.AucBootstrap?.Interval.High)}";
        string count = $"{words.Of("n_of", words.Whole(main.Test.Count), words.Whole(main.Test.Positives))}; {words["probe_short"]}: AUC {words.Share(task.Probe?.TestAuc)}";
        html.Element("h3", words["headline"]);
        if (main.Headline is { } headline)
        {
            html.Element("div", words.Within(headline.Auc, headline.Low, headline.High), "class=\"big\"")
                .Element("div", $"{words.Of("headline_of" + kind, headline.Value)}; {words.Of("n_of", words.Whole(headline.Units), words.Whole(headline.Positives))}; {words["probe_short"]}: AUC {words.Share(task.Probe?.HeadlineAuc)}", "class=\"muted\"")
                .Element("div", $"{words["pooled"]}: {all}", "style=\"margin-top:8px\"");
        }
        else
        {
            html.Element("div", all, "class=\"big\"");
        }

        html.Element("div", $"{words["headline_all" + kind]}; {count}", "class=\"muted\"");
    }

    private void Engines()
    {
        bool hasHeadline = report.Headline is not null;
        List<string> columns = [words["engine"], "#" + words["auc_ci"], "#" + words["delong"], .. hasHeadline ? ["#" + words.Of("headline_column", report.Headline!)] : Array.Empty<string>(),
            "#" + words["ap"], "#" + words["sensitivity"], "#" + words["specificity"], "#" + words["ppv"], "#" + words["npv"], "#" + words["against_baseline"], "#" + words["against_probe"]];
        html.Element("h3", words["engines"]).Table(words["engines"], columns, task.Engines.Select(engine => Row(engine, hasHeadline)))
            .Element("p", $"{words["threshold"]}. {words.Of("prevalence_is", words.Percent(task.Main.Test.Prevalence))}", "class=\"muted\"");
    }

    private List<string> Row(EngineEvaluation engine, bool hasHeadline)
    {
        Interval? boot = engine.Test.AucBootstrap?.Interval;
        Interval? deLong = engine.Test.Auc?.LogitInterval();
        ConfusionMatrix? calls = engine.Test.Confusion;
        List<string> cells = [words.Engine(engine.Engine, engine.Seed), Lines(engine.Test.Auc?.Auc, boot?.Low, boot?.High), deLong is null ? words.Share(null) : $"{words.Share(deLong.Low)}–{words.Share(deLong.High)}"];
        if (hasHeadline)
            cells.Add(Lines(engine.Headline?.Auc, engine.Headline?.Low, engine.Headline?.High));
        cells.AddRange([words.Share(engine.Test.AveragePrecision), Wilson(calls?.Sensitivity), Wilson(calls?.Specificity), Wilson(calls?.PositivePredictiveValue), Wilson(calls?.NegativePredictiveValue), Paired(engine.AgainstBaseline), Paired(engine.AgainstProbe)]);
        return cells;
    }

    private string Lines(double? value, double? low, double? high) => low is null || high is null ? words.Share(value) : $"{words.Share(value)}\n{words.Share(low)}–{words.Share(high)}";

    private string Paired(PairedAucTest? test) => test is null ? words.Share(null) : $"{words.Difference(test.Difference)}\n{words.PValue(test.PValue)}";

    private string Wilson(Proportion? share) => share is { Value: { } value, Wilson: { } wilson } ? $"{words.Percent(value)}\n{words.Percent(wilson.Low)}–{words.Percent(wilson.High)}" : words.Share(null);

    private void Pictures()
    {
        (string, Evaluation)[] engines = [(words["cnn_short"], task.Main.Test), (words["baseline_short"], task.BaselineEngine.Test)];
        html.Raw("<div class=\"figures\" style=\"margin-top:16px\">");
        Figure(RocFigure.Draw(engines, words));
        Figure(PrecisionRecallFigure.Draw(engines, words));
        Figure(CalibrationFigure.Draw([(words["before_scaling"], task.Main.Test.Before), (words["after_scaling"], task.Main.Test.After)], words));
        if (task.Main.Test.Confusion is { } calls)
            Figure(ConfusionFigure.Draw(calls, task.PositiveName, task.NegativeName, words));
        (string, LearningCurve)[] curves = report.CurvesOf(task.Name, words);
        if (curves.Length > 0)
        {
            Figure(LearningFigure.Auc(curves, words));
            Figure(LearningFigure.Loss(curves, words));
        }

        Evaluation test = task.Main.Test;
        html.Raw("</div>").Element("p", words.Of("calibration_text", words.Share(test.Before?.Brier), words.Share(test.Before?.ExpectedError), words.Share(test.Before?.Line?.Slope, "0.00"), words.Share(test.Temperature?.Temperature, "0.00"), words.Share(test.After?.Brier), words.Share(test.After?.ExpectedError)), "class=\"muted\"");
    }

    private void Figure(Picture picture) => html.Raw("<figure>").Element("figcaption", picture.Name).Raw(SvgWriter.ForPage(picture)).Raw("</figure>");

    private void Parts()
    {
        string verdict = report.Split.IsGreen ? words["green"] : words.Of("not_green", words.Whole(report.Split.SharedPatients), words.Whole(report.Split.SharedImages));
        html.Element("h3", words["parts"]).Element("p", $"{words["certificate"]}: {verdict}. {(report.Split.IsOfficial ? words["official"] : "")}");
        if (report.Split.UnknownPixels > 0)
            html.Element("p", words.Of("pixels_unknown", words.Whole(report.Split.UnknownPixels)), "class=\"muted\"");
        html.Table(words["parts"], [words["part"], "#" + words["images"], "#" + words["units"], "#" + words["patients"], "#" + words["positives"], "#" + words["prevalence"], "#" + words["age"]],
            task.Parts.Select(part => (IReadOnlyList<string>)[words[part.Part.ToString().ToLowerInvariant()], words.Whole(part.Images), words.Whole(part.Units), part.Patients is { } patients ? words.Whole(patients) : words["unknown"],
                words.Whole(part.Positives), words.Percent(part.Units == 0 ? null : part.Prevalence), part.MeanAge is { } age ? words.Share(age, "0.0") : words["unknown"]]));
    }

    private void Demographics()
    {
        IReadOnlyList<(string Fact, string Value, IReadOnlyList<int> Counts)> lines = PartDemographics.Of(task);
        if (lines.Count == 0)
            return;
        html.Element("h3", words["demographics"]).Table(words["demographics"], [words["fact"], words["value"], .. task.Parts.Select(part => "#" + words[part.Part.ToString().ToLowerInvariant()])],
            lines.Select(line => (IReadOnlyList<string>)[words.Fact(line.Fact), words.Value(line.Value), .. line.Counts.Select((count, i) => task.Parts[i].Units == 0 ? words.Whole(count) : $"{words.Whole(count)} ({words.Percent((double)count / task.Parts[i].Units)})")]));
    }

    private void Probe()
    {
        html.Element("h3", words["probe"]);
        if (task.Probe is not { } probe)
        {
            html.Element("p", words.Of("probe_none", words.Refused(task.ProbeRefusal)));
            return;
        }

        html.Element("p", words.Of("probe_text", words.Share(probe.Auc), words.Share(probe.Low), words.Share(probe.High), words.Whole(probe.Units), words.Whole(probe.Folds)))
            .Table(words["probe"], [words["column"], "#" + words["alone"], "#" + words["cramer"], "#" + words["values"], "#" + words["missing"]],
                probe.Findings.Select(finding => (IReadOnlyList<string>)[words.Fact(finding.Name), words.Share(finding.CrossValidated), words.Share(finding.CramersV), words.Whole(finding.Levels), words.Whole(finding.Missing)]));
    }

    private void Subgroups()
    {
        if (task.Main.Subgroups.Count == 0)
            return;
        html.Element("h3", words["subgroups"]).Raw("<figure>").Raw(SvgWriter.ForPage(ForestFigure.Draw([(words["cnn_short"], task.Main), (words["baseline_short"], task.BaselineEngine)], words))).Raw("</figure>")
            .Element("p", words["subgroups_say"], "class=\"muted\"")
            .Table(words["subgroups"], [words["subgroup"], "#" + words["units"], "#" + words["positives"], "#" + words["auc_ci"], "#" + words["sensitivity"], "#" + words["specificity"]],
                task.Main.Subgroups.SelectMany(of => of.Value.Select(group => (IReadOnlyList<string>)[$"{words.Fact(of.Key)}: {words.Value(group.Name)}", words.Whole(group.Count), words.Whole(group.Positives),
                    group.IsSuppressed ? words["too_small"] : words.Within(group.Auc?.Auc, group.Auc?.LogitInterval()?.Low, group.Auc?.LogitInterval()?.High), Wilson(group.Confusion?.Sensitivity), Wilson(group.Confusion?.Specificity)])));
    }

    private void Worst()
    {
        if (task.Worst.Count == 0)
            return;
        html.Element("h3", words["worst"]).Element("p", words["errors_say"], "class=\"muted\"");
        foreach (bool isPositive in new[] { false, true })
        {
            WrongCase[] cases = [.. task.Worst.Where(wrong => wrong.IsPositive == isPositive)];
            if (cases.Length == 0)
                continue;
            html.Element("h4", words.Of(isPositive ? "lowest_positives" : "highest_negatives", isPositive ? task.PositiveName : task.NegativeName, task.PositiveName)).Raw("<div class=\"g\">");
            foreach (WrongCase wrong in cases)
            {
                string caption = $"{wrong.Pseudonym}: {words.Of("probability_of", task.PositiveName)} {words.Share(wrong.Probability)}";
                html.Raw("<figure>");
                if (report.Pictures.TryGetValue(wrong.Array, out byte[]? png))
                    html.Raw($"<img alt=\"{HtmlWriter.Encode(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">");
                html.Element("figcaption", caption).Raw("</figure>");
            }

            html.Raw("</div>");
        }
    }
}
