namespace MedAgg.Jobs.Inspection;

/// <summary>A delimited table with a header, in memory: only tables small enough to be label tables get here.</summary>
/// <param name="Path">Where the table stands in the source.</param>
/// <param name="Header">Column names, trimmed.</param>
/// <param name="Rows">Cells, each row as long as the header.</param>
public sealed record LabelTable(string Path, IReadOnlyList<string> Header, IReadOnlyList<string[]> Rows);
