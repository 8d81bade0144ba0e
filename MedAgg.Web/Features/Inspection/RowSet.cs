namespace MedAgg.Web.Features.Inspection;

/// <summary>The rows of a <see cref="FactTable"/> that pass a filter.</summary>
public sealed class RowSet
{
    private readonly bool[]? _rows;

    internal RowSet(int count)
    {
        Count = count;
    }

    internal RowSet(bool[] rows)
    {
        _rows = rows;
        Count = rows.Count(row => row);
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    public bool this[int row] => _rows is null || _rows[row];
}
