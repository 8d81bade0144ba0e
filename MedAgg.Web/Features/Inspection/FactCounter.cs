namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// Counts units by value: one that has a value several times counts once for it, one that nowhere says is unknown. Ages count at the youngest,
/// the first study.
/// </summary>
internal sealed class FactCounter(FactColumn column)
{
    private readonly long[] _counts = new long[column.Values.Count];
    private readonly int[] _seenBy = Filled(column.Values.Count);
    private readonly bool _takesLowest = column.Field == FactField.Age;
    private int _unit = -1;
    private bool _says;
    private int _lowest;
    private long _unknown;
    private long _total;

    public void Begin()
    {
        _unit++;
        _says = false;
        _lowest = FactColumn.Unknown;
    }

    public void Take(int row)
    {
        (int from, int to) = column.Range(row);
        for (int at = from; at < to; at++)
        {
            int code = column.CodeAt(at);
            if (code == FactColumn.Unknown)
                continue;
            _says = true;
            if (_takesLowest)
                _lowest = Lower(_lowest, code);
            else if (_seenBy[code] != _unit)
                Count(code);
        }
    }

    public void End()
    {
        _total++;
        if (!_says)
            _unknown++;
        else if (_takesLowest)
            Count(_lowest);
    }

    public FactGroups Groups(FactUnit unit) => new(
        column.Field,
        unit,
        [.. _counts.Select((count, code) => new FactGroup(column.Values[code], count)).Where(group => group.Count > 0)],
        _unknown,
        _total);

    private void Count(int code)
    {
        _seenBy[code] = _unit;
        _counts[code]++;
    }

    private int Lower(int one, int other) =>
        one == FactColumn.Unknown || FactBins.LowerBound(column.Values[other]) < FactBins.LowerBound(column.Values[one]) ? other : one;

    private static int[] Filled(int count)
    {
        int[] seen = new int[count];
        Array.Fill(seen, -1);
        return seen;
    }
}
