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
        foreach (TaskEvaluation task in report.Tasks)
            new HtmlTask(report, task, words, _html).Write();
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
