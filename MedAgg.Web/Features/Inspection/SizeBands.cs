namespace MedAgg.Web.Features.Inspection;

/// <summary>Picture sizes in bands that double: rows downwards, columns across. For versions with more sizes than a bar chart can name.</summary>
public static class SizeBands
{
    /// <summary>Names of the two sides; they are no fields to filter by.</summary>
    public const string RowsBand = "rows_band";
    public const string ColumnsBand = "columns_band";

    private static readonly int[] Bounds = [0, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

    public static CrossCounts Of(FactTable table, FactUnit unit, RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        FactColumn sizes = table.Column(FactField.Size)!;
        (string Row, string Column)[] bands = [.. sizes.Values.Select(Band)];
        Dictionary<(string, string), long> counts = [];
        HashSet<(string, string)> seen = [];
        long total = 0;
        table.EachUnit(unit, rows, own =>
        {
            seen.Clear();
            foreach (int row in own)
                seen.Add(sizes.First(row) is var code and not FactColumn.Unknown ? bands[code] : ("", ""));
            foreach ((string, string) band in seen)
                counts[band] = counts.GetValueOrDefault(band) + 1;
            total++;
        });
        return new(RowsBand, ColumnsBand, unit, counts, total);
    }

    /// <summary><c>512–1023</c>, the last one <c>8192+</c>.</summary>
    public static string BandOf(int pixels)
    {
        int band = Bounds.Length - 1;
        while (band > 0 && pixels < Bounds[band])
            band--;
        return band == Bounds.Length - 1 ? $"{Bounds[band]}+" : $"{Bounds[band]}–{Bounds[band + 1] - 1}";
    }

    private static (string Row, string Column) Band(string size)
    {
        int times = size.IndexOf('×', StringComparison.Ordinal);
        return (BandOf((int)FactBins.LowerBound(size[(times + 1)..])), BandOf((int)FactBins.LowerBound(size)));
    }
}
