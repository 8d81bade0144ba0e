using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Figures;
using MedAgg.Jobs.Reports.Wording;

namespace MedAgg.Jobs.Reports.Html;

/// <summary>The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal sealed class HtmlReport(ReportDocument report, ReportWords words)
{
    private readonly HtmlWriter _html = new();

    public string Write()
    {
        _html.Raw($"<!DOCTYPE html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"><link rel=\"icon\" href=\"data:,\">");
        _html.Element("title", $"{report.Title} · MedAgg").Raw($"<style>{ReportStyle.Css}</style></head><body><main>");
        _html.Element("h1", report.Title).Element("p", report.Description).Element("p", words["research"], "class=\"muted\"");
        Contents();
        GroupEvaluation? told = null;
        foreach (TaskEvaluation task in report.Tasks)
        {
            // A question with several classes is told as one before its classes; a report begins with the caveats of its first task.
            if (report.Groups.FirstOrDefault(group => group.Has(task.Name)) is { } own && own != told)
                Group(told = own);
            new HtmlTask(report, task, words, _html).Write();
        }

        Flow();
        Method();
        _html.Element("footer", $"{words.Of("made", report.Environment.FirstOrDefault(line => line.Key == "version").Value ?? "")} · {words["research_short"]}").Raw("</main></body></html>");
        return _html.ToString();
    }

    private void Contents()
    {
        _html.Raw($"<nav aria-label=\"{HtmlWriter.Encode(words["contents"])}\">");
        foreach (TaskEvaluation task in report.Tasks)
            _html.Element("a", task.Name, $"href=\"#task-{HtmlWriter.Encode(task.Name)}\"");
        foreach (string section in new[] { "flow", "method", "settings", "environment", "hashes" })
            _html.Element("a", words[section], $"href=\"#{section}\"");
        _html.Raw("</nav>");
    }

    private void Group(GroupEvaluation group)
    {
        _html.Element("h2", words.Of("group", group.Name)).Table(words.Of("group", group.Name),
            [words["engine"], "#" + words["accuracy"], "#" + words["balanced_accuracy"], "#" + words["macro_auc"], "#" + words["macro_f1"]],
            new[] { (words["cnn_short"], group.Network), (words["baseline_short"], group.Baseline) }.Select(one => (IReadOnlyList<string>)
                [one.Item1, $"{words.Percent(one.Item2.Accuracy)}\n{words.Percent(one.Item2.AccuracyLow)}–{words.Percent(one.Item2.AccuracyHigh)}", words.Percent(one.Item2.BalancedAccuracy), words.Share(one.Item2.MacroAuc), words.Share(one.Item2.MacroF1)]));
        _html.Element("h3", $"{words["confusion"]}: {words["cnn_short"]}").Table(words["confusion"], [words["truth"], .. group.Classes.Select(name => "#" + words.Of("called", name))],
            group.Network.Confusion.Select((row, i) => (IReadOnlyList<string>)[group.Classes[i], .. row.Select(count => words.Whole(count))]));
        if (group.Subgroups.Count == 0)
            return;
        _html.Element("h3", words["group_subgroups"]).Element("p", words["group_subgroups_say"], "class=\"muted\"")
            .Table(words["group_subgroups"], [words["subgroup"], "#" + words["units"], "#" + words["accuracy"], "#" + words["balanced_accuracy"], "#" + words["macro_auc"], "#" + words["macro_f1"]],
                group.Subgroups.Select(part => (IReadOnlyList<string>)[$"{words.Fact(part.Fact)}: {words.Value(part.Value)}", words.Whole(part.Units),
                    part.Network is { } figures ? $"{words.Percent(figures.Accuracy)}\n{words.Percent(figures.AccuracyLow)}–{words.Percent(figures.AccuracyHigh)}" : words["too_small"],
                    words.Percent(part.Network?.BalancedAccuracy), words.Share(part.Network?.MacroAuc), words.Share(part.Network?.MacroF1)]));
    }

    private void Flow()
    {
        _html.Element("h2", words["flow"], "id=\"flow\"").Raw("<figure>").Raw(SvgWriter.ForPage(FlowFigure.Draw(report.Flow, report.Tasks[0].Parts, words))).Raw("</figure>");
        if (report.Join is { } join)
            _html.Element("p", words.Of("join", join.Table, words.Whole(join.Joined), words.Whole(join.Rows), words.Whole(join.RowsWithoutImages), words.Whole(join.Ambiguous), words.Whole(join.UnitsWithoutRow)));
    }

    private void Method()
    {
        AcquiredDataset data = report.Dataset;
        _html.Element("h2", words["method"], "id=\"method\"").Element("h3", words["data"])
            .Element("p", $"{data.Title} ({data.Slug}), {words["version"]} {words.Whole(data.Number)}. {words["licence"]}: {data.Licence ?? words["unknown"]}. {data.Source}");
        foreach ((string title, IReadOnlyList<KeyValuePair<string, string>> lines) in new[] { ("settings", report.Settings), ("environment", report.Environment), ("hashes", report.Hashes) })
            _html.Element("h3", words[title], $"id=\"{title}\"").Table(words[title], [words["fact"], words["value"]], lines.Select(line => (IReadOnlyList<string>)[line.Key, line.Value]), "kv");
    }
}
