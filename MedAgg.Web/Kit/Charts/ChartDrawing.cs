namespace MedAgg.Web.Kit.Charts;

/// <summary>What the script needs to draw: fills and edges are names of design tokens, which it reads from the page.</summary>
internal sealed record ChartDrawing(bool IsHorizontal, double Top, IReadOnlyList<string> Categories, IReadOnlyList<ChartDrawing.Row> Rows)
{
    public static ChartDrawing Of(ChartKind kind, ChartData data, double top) => new(
        kind != ChartKind.Columns,
        top,
        [.. data.Categories.Select(category => category.Label)],
        [.. data.Series.Select((series, s) => new Row(
            series.Name,
            [.. series.Values.Select((value, c) => new Part(value, ChartColours.Fill(data, s, c), ChartColours.Edge(data, s, c)))]))]);

    internal sealed record Row(string Name, IReadOnlyList<Part> Parts);

    internal sealed record Part(double Value, string Fill, string Edge);
}
