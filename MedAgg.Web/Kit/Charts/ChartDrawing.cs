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

    /// <summary>Whether a drawing would look the same; records with lists compare them by reference.</summary>
    public bool IsSame(ChartDrawing? other) =>
        other is not null && IsHorizontal == other.IsHorizontal && Top.Equals(other.Top) && Categories.SequenceEqual(other.Categories)
        && Rows.Count == other.Rows.Count && Rows.Zip(other.Rows).All(pair => pair.First.Name == pair.Second.Name && pair.First.Parts.SequenceEqual(pair.Second.Parts));

    internal sealed record Row(string Name, IReadOnlyList<Part> Parts);

    internal sealed record Part(double Value, string Fill, string Edge);
}
