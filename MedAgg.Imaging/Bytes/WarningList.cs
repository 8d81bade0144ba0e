namespace MedAgg.Imaging.Bytes;

/// <summary>Collects warnings: each code once with its first message, so that a hostile file cannot fill the memory with them.</summary>
internal sealed class WarningList
{
    private List<ReadWarning>? _items;

    public IReadOnlyList<ReadWarning> Items => _items is null ? [] : _items;

    public void Add(string code, string message)
    {
        _items ??= [];
        foreach (ReadWarning item in _items)
        {
            if (item.Code == code)
                return;
        }
        _items.Add(new ReadWarning(code, message));
    }

    public void AddRange(IEnumerable<ReadWarning> warnings)
    {
        foreach (ReadWarning warning in warnings)
            Add(warning.Code, warning.Message);
    }
}
