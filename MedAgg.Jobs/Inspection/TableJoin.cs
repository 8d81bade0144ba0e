namespace MedAgg.Jobs.Inspection;

/// <summary>How a table fits the images of its source.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">What each column is for.</param>
/// <param name="RowOf">Row number by file id.</param>
internal sealed record TableJoin(LabelTable Table, IReadOnlyList<TableColumn> Columns, IReadOnlyDictionary<long, int> RowOf)
{
    public TableColumn Key => Columns.First(column => column.Role == ColumnRole.Key);

    public IEnumerable<TableColumn> Labels => Columns.Where(column => column.Role == ColumnRole.Label);

    /// <summary>The cell of a file in the first column of that role; null when empty or absent.</summary>
    public string? Cell(long fileId, ColumnRole role) =>
        Columns.FirstOrDefault(column => column.Role == role) is { } column ? Cell(fileId, column) : null;

    public string? Cell(long fileId, TableColumn column) =>
        RowOf.TryGetValue(fileId, out int row) && Table.Rows[row][column.Index] is { Length: > 0 } cell ? cell : null;
}
