namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// One field of all rows as numbers into a list of values. Two bytes a row while there are fewer than 65,535 values. A field with several
/// values a row (labels) stands in one array with a start for each row.
/// </summary>
public sealed class FactColumn
{
    /// <summary>The code of a row that does not say.</summary>
    public const int Unknown = -1;

    private readonly ushort[]? _narrow; // code + 1
    private readonly int[]? _wide;
    private readonly int[]? _starts;

    internal FactColumn(string field, IReadOnlyList<string> values, IReadOnlyList<int> codes, int[]? starts)
    {
        Field = field;
        Values = values;
        _starts = starts;
        if (values.Count < ushort.MaxValue)
            _narrow = [.. codes.Select(code => (ushort)(code + 1))];
        else
            _wide = [.. codes];
    }

    public string Field { get; }

    /// <summary>Distinct values, in the order of their codes.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether a row may have several values, so that shares may add up to more than the whole.</summary>
    public bool IsMany => _starts is not null;

    /// <summary>Positions of a row for <see cref="CodeAt"/>; an empty range is unknown.</summary>
    public (int From, int To) Range(int row) => _starts is null ? (row, row + 1) : (_starts[row], _starts[row + 1]);

    /// <summary>The code at a position, <see cref="Unknown"/> where the row does not say.</summary>
    public int CodeAt(int position) => _narrow is null ? _wide![position] : _narrow[position] - 1;

    /// <summary>The only or first code of a row.</summary>
    public int First(int row)
    {
        (int from, int to) = Range(row);
        return from < to ? CodeAt(from) : Unknown;
    }

    /// <summary>The code of a value; null when no row has it.</summary>
    public int? CodeOf(string value)
    {
        for (int code = 0; code < Values.Count; code++)
        {
            if (Values[code] == value)
                return code;
        }

        return null;
    }
}
