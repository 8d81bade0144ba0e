namespace MedAgg.Web.Features.Inspection;

/// <summary>Units by two fields together. A unit with several pairs counts once for each.</summary>
/// <param name="RowField">Field downwards.</param>
/// <param name="ColumnField">Field across.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Counts">Units by pair; an empty value is unknown.</param>
/// <param name="Total">Units altogether.</param>
public sealed record CrossCounts(
    string RowField, string ColumnField, FactUnit Unit, IReadOnlyDictionary<(string Row, string Column), long> Counts, long Total)
{
    public IReadOnlyList<string> Rows => Values(RowField, pair => pair.Row);

    public IReadOnlyList<string> Columns => Values(ColumnField, pair => pair.Column);

    public long this[string row, string column] => Counts.GetValueOrDefault((row, column));

    /// <summary>Counts pairs in a table.</summary>
    public static CrossCounts Of(FactTable table, string rowField, string columnField, FactUnit unit, RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        FactColumn? down = table.Column(rowField);
        FactColumn? across = table.Column(columnField);
        Dictionary<(int, int), long> counts = [];
        HashSet<(int, int)> seen = [];
        long total = 0;
        table.EachUnit(unit, rows, own =>
        {
            seen.Clear();
            foreach (int row in own)
            {
                foreach (int first in Codes(down, row))
                {
                    foreach (int second in Codes(across, row))
                        seen.Add((first, second));
                }
            }

            foreach ((int, int) pair in seen)
                counts[pair] = counts.GetValueOrDefault(pair) + 1;
            total++;
        });
        return new(rowField, columnField, unit, counts.ToDictionary(c => (Value(down, c.Key.Item1), Value(across, c.Key.Item2)), c => c.Value), total);
    }

    private static IEnumerable<int> Codes(FactColumn? column, int row)
    {
        (int from, int to) = column?.Range(row) ?? (0, 0);
        if (from == to)
            yield return FactColumn.Unknown;
        for (int at = from; at < to; at++)
            yield return column!.CodeAt(at);
    }

    private static string Value(FactColumn? column, int code) => code == FactColumn.Unknown ? "" : column!.Values[code];

    // Bands from the smallest, other values from the most frequent, unknown last.
    private List<string> Values(string field, Func<(string Row, string Column), string> side) =>
    [
        .. Counts.GroupBy(count => side(count.Key), count => count.Value)
            .OrderBy(group => group.Key.Length == 0)
            .ThenBy(group => field is SizeBands.RowsBand or SizeBands.ColumnsBand ? FactBins.LowerBound(group.Key) : 0)
            .ThenByDescending(group => group.Sum()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key),
    ];
}
