using System.Buffers;

namespace MedAgg.Imaging.Bytes;

/// <summary>Forward-moving buffered view of a source: a reader peeks at small spans, the window refills itself. Memory is used in place.</summary>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>Most headers fit; a page of the cache costs more than a second call.</summary>
    private const int FirstFill = 8 * 1024;
    private const int NearFill = 32 * 1024;
    private const int FarFill = 4 * 1024;
    private readonly ByteSource _source;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly bool _inMemory;
    private byte[] _buffer = [];
    private long _start;
    private int _count;

    public ByteWindow(ByteSource source)
    {
        _source = source;
        Length = source.Length;
        _inMemory = source.TryGetMemory(out _memory);
    }

    public long Length { get; }

    public ByteSource Source => _source;

    /// <summary>Up to <paramref name="count"/> bytes from <paramref name="offset"/>; valid until the next call. Shorter only at the end of the source.</summary>
    public ReadOnlySpan<byte> Peek(long offset, int count)
    {
        if (_inMemory)
            return offset >= _memory.Length ? default : _memory.Span.Slice((int)offset, (int)Math.Min(count, _memory.Length - offset));
        long inside = offset - _start;
        if (inside >= 0 && inside + count <= _count)
            return _buffer.AsSpan((int)inside, count);
        return Refill(offset, count);
    }

    /// <summary>What lies ready from <paramref name="offset"/> on, without reading; valid until the next call. Empty where nothing does.</summary>
    public ReadOnlySpan<byte> Ready(long offset)
    {
        if (_inMemory)
            return offset >= _memory.Length ? default : _memory.Span[(int)offset..];
        long inside = offset - _start;
        return inside < 0 || inside >= _count ? default : _buffer.AsSpan((int)inside, _count - (int)inside);
    }

    /// <summary>The same bytes in an array of their own; the caller has checked that the count is bearable.</summary>
    public byte[] Copy(long offset, int count)
    {
        count = (int)Math.Clamp(Length - offset, 0, count);
        byte[] bytes = new byte[count];
        int read = _source.Read(offset, bytes);
        return read == count ? bytes : bytes[..read];
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _count = 0;
    }

    private Span<byte> Refill(long offset, int count)
    {
        if (offset >= Length)
            return default;
        bool isNear = offset - (_start + _count) is >= -NearFill and <= NearFill;
        int fill = _buffer.Length == 0 ? FirstFill : isNear ? NearFill : FarFill;
        int want = (int)Math.Min(Math.Max(count, fill), Length - offset);
        if (_buffer.Length < want)
        {
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(want);
        }
        _count = _source.Read(offset, _buffer.AsSpan(0, want));
        _start = offset;
        return _buffer.AsSpan(0, Math.Min(count, _count));
    }
}
