namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// The image facts of one version as columns in memory. Filters and counts walk plain arrays: milliseconds for a million images. Immutable.
/// </summary>
public sealed class FactTable
{
    private readonly Dictionary<string, FactColumn> _columns;
    private readonly FactKeys[] _keys;

    internal FactTable(long versionId, long images, FactTableParts parts)
    {
        VersionId = versionId;
        Images = images;
        FileIds = parts.FileIds;
        Sizes = parts.Sizes;
        Ages = parts.Ages;
        Thickness = parts.Thickness;
        Spacing = parts.Spacing;
        Columns = parts.Columns;
        _columns = parts.Columns.ToDictionary(column => column.Field, StringComparer.Ordinal);
        _keys = parts.Keys;
    }

    public long VersionId { get; }

    /// <summary>Images of the version; more than <see cref="Count"/> when the table is a sample.</summary>
    public long Images { get; }

    /// <summary>Rows held.</summary>
    public int Count => FileIds.Count;

    public bool IsSample => Images > Count;

    /// <summary>The file of each row.</summary>
    public IReadOnlyList<long> FileIds { get; }

    /// <summary>Bytes of each row's file.</summary>
    public IReadOnlyList<long> Sizes { get; }

    /// <summary>Years, NaN for unknown.</summary>
    public IReadOnlyList<float> Ages { get; }

    /// <summary>Millimetres, NaN for unknown.</summary>
    public IReadOnlyList<float> Thickness { get; }

    /// <summary>Millimetres between slices, NaN for unknown.</summary>
    public IReadOnlyList<float> Spacing { get; }

    public IReadOnlyList<FactColumn> Columns { get; }

    /// <summary>The column of a field; null when no image of the version could have it (a label name that is not there).</summary>
    public FactColumn? Column(string field) => _columns.GetValueOrDefault(field);

    /// <summary>Whether any row tells the unit's key. Images always do.</summary>
    public bool Knows(FactUnit unit) => unit == FactUnit.Images || Keys(unit).Count > 0;

    /// <summary>Rows whose unit is not known: they are in no count of that unit.</summary>
    public int RowsWithout(FactUnit unit, RowSet rows) => unit == FactUnit.Images ? 0 : Keys(unit).RowsWithout(rows, Count);

    /// <summary>The rows that pass. A value that no row has leaves nothing.</summary>
    public RowSet Select(FactFilter filter)
    {
        if (filter.IsEmpty)
            return new(Count);

        bool[] passes = new bool[Count];
        Array.Fill(passes, true);
        foreach (IGrouping<string, FactCondition> field in filter.Conditions.GroupBy(condition => condition.Field))
            new FactTest(Column(field.Key), [.. field]).Apply(passes);
        return new(passes);
    }

    /// <summary>Distinct units among the rows; rows without the unit's key are not counted.</summary>
    public long CountOf(FactUnit unit, RowSet rows) => unit == FactUnit.Images ? rows.Count : Keys(unit).CountIn(rows);

    /// <summary>Units by value of a field.</summary>
    public FactGroups Group(string field, FactUnit unit, RowSet rows)
    {
        if (Column(field) is not { } column)
            return new(field, unit, [], CountOf(unit, rows), CountOf(unit, rows));
        var counter = new FactCounter(column);
        if (unit == FactUnit.Images)
        {
            for (int row = 0; row < Count; row++)
            {
                if (!rows[row])
                    continue;
                counter.Begin();
                counter.Take(row);
                counter.End();
            }
        }
        else
        {
            Keys(unit).Each(rows, counter.Begin, counter.Take, counter.End);
        }

        return counter.Groups(unit);
    }

    /// <summary>Calls <paramref name="seen"/> with all rows of one unit after the other; rows without its key are passed over.</summary>
    internal void EachUnit(FactUnit unit, RowSet rows, Action<IReadOnlyList<int>> seen)
    {
        List<int> own = [];
        if (unit == FactUnit.Images)
        {
            for (int row = 0; row < Count; row++)
            {
                if (rows[row])
                    seen([row]);
            }

            return;
        }

        Keys(unit).Each(rows, own.Clear, own.Add, () => seen(own));
    }

    private FactKeys Keys(FactUnit unit) => _keys[(int)unit];
}
