namespace MedAgg.Web.Kit.Charts;

/// <summary>The numbers of a chart as a table: what the table view shows and what the CSV holds.</summary>
/// <param name="Columns">Heads; the first column is words, the others are numbers.</param>
/// <param name="Rows">Cells: a string, a number, or null for missing.</param>
public sealed record ChartTable(IReadOnlyList<ChartColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
