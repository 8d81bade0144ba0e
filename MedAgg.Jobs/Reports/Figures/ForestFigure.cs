using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>The area in each subgroup with its interval, one row a subgroup, one line a series; groups that are too small say so.</summary>
public static class ForestFigure
{
    private const double NarrowHead = 30;
    private const double LineHeight = 14;
    private const double LegendRow = 17;

    /// <param name="series">What is drawn, each in its own colour and form.</param>
    /// <param name="words">The language.</param>
    /// <param name="isNarrow">For a phone: names stand above their lines instead of beside them.</param>
    public static Picture Draw(IReadOnlyList<(string Name, EngineEvaluation Engine)> series, ReportWords words, bool isNarrow = false)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        IReadOnlyList<Row> rows = Rows(series, words);
        double lowest = rows.SelectMany(row => row.Areas).Select(area => area.Low).OfType<double>().DefaultIfEmpty(0.5).Min();
        IReadOnlyList<double> ticks = Ticks.Between(Math.Floor(Math.Min(lowest, 0.5) * 10) / 10, 1, 6);
        (double width, double left, double head) = isNarrow ? (330.0, 10.0, NarrowHead) : (620.0, 210.0, 0.0);
        double rowHeight = head + Math.Max(isNarrow ? 1 : 2, series.Count) * LineHeight + 8;
        double top = 12 + (series.Count > 1 ? series.Count * LegendRow : 0);
        double bottom = top + rows.Count * rowHeight;
        List<Shape> shapes = [];
        if (series.Count > 1)
        {
            foreach ((int index, (string name, _)) in series.Index())
            {
                shapes.Add(new Marker(new(left + 10, 12 + index * LegendRow), Plot.FormOf(index), Ink.Of(index), 4, ""));
                shapes.Add(new Label(new(left + 22, 16 + index * LegendRow), name, Anchor.Start, Ink.Words, 11, false, false));
            }
        }

        foreach (double tick in ticks)
        {
            shapes.Add(new Stroke([new(X(tick), top), new(X(tick), bottom)], Ink.Grid, 1, []));
            shapes.Add(new Label(new(X(tick), bottom + 15), tick.ToString("0.0", words.Culture), Anchor.Middle, Ink.Label, 11, false, false));
        }

        shapes.Add(new Stroke([new(X(0.5), top), new(X(0.5), bottom)], Ink.Axis, 1, [4, 4]));
        foreach ((int index, Row row) in rows.Index())
            DrawRow(shapes, row, top + index * rowHeight, rowHeight);
        shapes.Add(new Label(new((left + width) / 2, bottom + 33), words["auc_axis"], Anchor.Middle, Ink.Label, 11, false, false));
        return new(width, bottom + 42, words["forest"], string.Join("; ", rows.Select(row => $"{row.Name}, {row.Count}: {string.Join(", ", row.Areas.Select(area => area.Auc is null ? area.Says : words.Within(area.Auc, area.Low, area.High)))}")), shapes);

        double X(double value) => left + (value - ticks[0]) / (ticks[^1] - ticks[0]) * (width - left - 16);

        void DrawRow(List<Shape> to, Row row, double y, double height)
        {
            (double at, Anchor anchor) = isNarrow ? (0.0, Anchor.Start) : (left - 12, Anchor.End);
            to.Add(new Label(new(at, y + 14), row.Name, anchor, Ink.Words, 12, false, false));
            to.Add(new Label(new(at, y + 27), row.Count, anchor, Ink.Label, 11, false, false));
            double first = y + head + (height - head - (series.Count - 1) * LineHeight) / 2;
            foreach ((int index, Area area) in row.Areas.Index())
            {
                double line = first + index * LineHeight;
                if (area is { Auc: null })
                {
                    to.Add(new Marker(new(X(0.5) + 6, line), Plot.FormOf(index), Ink.Edge, 3, ""));
                    to.Add(new Label(new(X(0.5) + 16, line + 4), area.Says, Anchor.Start, Ink.Label, 11, false, false));
                    continue;
                }

                if (area is { Low: { } low, High: { } high })
                    to.Add(new Stroke([new(X(low), line), new(X(high), line)], Ink.Of(index), 2, []));
                to.Add(new Marker(new(X(area.Auc!.Value), line), Plot.FormOf(index), Ink.Of(index), 4, words.Within(area.Auc, area.Low, area.High)));
            }
        }
    }

    private static List<Row> Rows(IReadOnlyList<(string Name, EngineEvaluation Engine)> series, ReportWords words)
    {
        List<Row> rows = [];
        if (series.Count == 0)
            return rows;
        rows.Add(new(words["all_cases"], Counts(series.Select(one => (one.Engine.Test.Count, one.Engine.Test.Positives)), words), [.. series.Select(one => AreaOf(one.Engine.Test.Auc, words))]));
        foreach ((string fact, string group) in series.SelectMany(one => one.Engine.Subgroups.SelectMany(of => of.Value.Select(sub => (of.Key, sub.Name)))).Distinct())
        {
            Subgroup?[] found = [.. series.Select(one => one.Engine.Subgroups.TryGetValue(fact, out IReadOnlyList<Subgroup>? groups) ? groups.FirstOrDefault(sub => sub.Name == group) : null)];
            rows.Add(new($"{words.Fact(fact)}: {words.Value(group)}", Counts(found.OfType<Subgroup>().Select(sub => (sub.Count, sub.Positives)), words),
                [.. found.Select(sub => sub is null ? new Area(null, null, null, words["not_asked"]) : sub.IsSuppressed ? new Area(null, null, null, words["too_small"]) : AreaOf(sub.Auc, words))]));
        }

        return rows;
    }

    // Runs may have been tested on different cases: each count is told once.
    private static string Counts(IEnumerable<(int Count, int Positives)> counts, ReportWords words)
    {
        (int Count, int Positives)[] distinct = [.. counts.Distinct()];
        return words.Of("n_of", string.Join(" / ", distinct.Select(one => words.Whole(one.Count))), string.Join(" / ", distinct.Select(one => words.Whole(one.Positives))));
    }

    private static Area AreaOf(AucEstimate? estimate, ReportWords words) =>
        estimate is null ? new(null, null, null, words["too_small"]) : new(estimate.Auc, estimate.LogitInterval()?.Low, estimate.LogitInterval()?.High, "");

    private sealed record Row(string Name, string Count, IReadOnlyList<Area> Areas);

    private sealed record Area(double? Auc, double? Low, double? High, string Says);
}
