namespace MedAgg.Search.Index;

/// <summary>The values of one facet for the records of a segment, as numbers of the facet's lexicon; number 0 is "not stated".</summary>
internal sealed class FacetColumn
{
    private readonly int[]? _starts;
    private readonly int[] _values;

    /// <param name="starts">Where the values of each record begin, with one more entry at the end; null when every record has exactly one.</param>
    /// <param name="values">Numbers of values.</param>
    public FacetColumn(int[]? starts, int[] values)
    {
        _starts = starts;
        _values = values;
    }

    public long Bytes => ((_starts?.Length ?? 0) + _values.Length) * 4L;

    /// <summary>Values of a record, at least one.</summary>
    public ReadOnlySpan<int> Of(int record) =>
        _starts is null ? _values.AsSpan(record, 1) : _values.AsSpan(_starts[record], _starts[record + 1] - _starts[record]);

    /// <summary>Counts the values of many records.</summary>
    public void Count(ReadOnlySpan<ushort> records, Span<int> counts)
    {
        if (_starts is null)
        {
            foreach (ushort record in records) counts[_values[record]]++;
            return;
        }

        int[] starts = _starts;
        foreach (ushort record in records)
            for (int i = starts[record]; i < starts[record + 1]; i++) counts[_values[i]]++;
    }
}
