namespace MedAgg.Web.Features.Inspection;

/// <summary>Collects the values of one field, row by row.</summary>
internal sealed class FactColumnBuilder(string field)
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<int> _rows = [];
    private readonly List<int> _starts = [];
    private bool _isMany;

    public void Add(string? value)
    {
        _starts.Add(_rows.Count);
        _rows.Add(Code(value));
    }

    /// <summary>Several values of one row; none is unknown.</summary>
    public void Add(IReadOnlyCollection<string> values)
    {
        if (values.Count == 1)
        {
            Add(values.First());
            return;
        }

        _starts.Add(_rows.Count);
        if (values.Count == 0)
        {
            _rows.Add(FactColumn.Unknown);
            return;
        }

        _isMany = true;
        _rows.AddRange(values.Select(Code));
    }

    /// <summary>Says "unknown" for rows up to a number: the field was first seen late.</summary>
    public FactColumnBuilder After(int rows)
    {
        while (_starts.Count < rows)
            Add((string?)null);
        return this;
    }

    public FactColumn Build()
    {
        string[] values = new string[_codes.Count];
        foreach ((string value, int code) in _codes)
            values[code] = value;
        return new(field, values, _rows, _isMany ? [.. _starts, _rows.Count] : null);
    }

    private int Code(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return FactColumn.Unknown;
        if (!_codes.TryGetValue(value, out int code))
            _codes[value] = code = _codes.Count;
        return code;
    }
}
