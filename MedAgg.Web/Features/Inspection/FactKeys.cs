namespace MedAgg.Web.Features.Inspection;

/// <summary>Which rows belong to which patient (study, series), arranged so that the rows of one stand together.</summary>
internal sealed class FactKeys
{
    private readonly int[] _order;  // rows, those of one unit together; rows without a key are not in it
    private readonly int[] _starts; // where a unit's rows begin in _order, and the end
    private readonly bool[] _hasKey;

    /// <param name="codes">Unit of each row, −1 for unknown.</param>
    /// <param name="count">Units.</param>
    public FactKeys(IReadOnlyList<int> codes, int count)
    {
        Count = count;
        _starts = new int[count + 1];
        _hasKey = new bool[codes.Count];
        foreach (int code in codes)
        {
            if (code >= 0)
                _starts[code + 1]++;
        }

        for (int unit = 0; unit < count; unit++)
            _starts[unit + 1] += _starts[unit];
        _order = new int[_starts[count]];
        int[] next = _starts[..count];
        for (int row = 0; row < codes.Count; row++)
        {
            if (codes[row] < 0)
                continue;
            _hasKey[row] = true;
            _order[next[codes[row]]++] = row;
        }
    }

    /// <summary>Distinct units in the table.</summary>
    public int Count { get; }

    public int RowsWithout(RowSet rows, int count)
    {
        int without = 0;
        for (int row = 0; row < count; row++)
        {
            if (rows[row] && !_hasKey[row])
                without++;
        }

        return without;
    }

    public long CountIn(RowSet rows)
    {
        long units = 0;
        for (int unit = 0; unit < Count; unit++)
        {
            for (int at = _starts[unit]; at < _starts[unit + 1]; at++)
            {
                if (!rows[_order[at]])
                    continue;
                units++;
                break;
            }
        }

        return units;
    }

    /// <summary>Walks unit by unit; units without a chosen row are passed over.</summary>
    public void Each(RowSet rows, Action begin, Action<int> take, Action end)
    {
        for (int unit = 0; unit < Count; unit++)
        {
            bool isOpen = false;
            for (int at = _starts[unit]; at < _starts[unit + 1]; at++)
            {
                int row = _order[at];
                if (!rows[row])
                    continue;
                if (!isOpen)
                    begin();
                isOpen = true;
                take(row);
            }

            if (isOpen)
                end();
        }
    }
}
