namespace MedAgg.Search.Index;

/// <summary>An array that grows; its content is read as a span.</summary>
internal struct GrowingArray<T>(int capacity)
    where T : unmanaged
{
    private T[] _items = new T[capacity];

    public int Count { get; private set; }

    public readonly Span<T> Span => _items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Math.Max(16, _items.Length * 2));
        _items[Count++] = item;
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        if (Count + items.Length > _items.Length) Array.Resize(ref _items, Math.Max(Count + items.Length, _items.Length * 2));
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    public void Clear() => Count = 0;
}
