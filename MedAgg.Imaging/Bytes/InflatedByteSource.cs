namespace MedAgg.Imaging.Bytes;

/// <summary>Random access to what a deflate stream unpacks to. The head is kept in memory; what lies behind it is unpacked again on demand, forward.</summary>
internal sealed class InflatedByteSource : ByteSource
{
    private const int KeptBytes = 32 << 20;
    private const int ChunkBytes = 1 << 20;
    private readonly ByteSource _packed;
    private readonly InflationFormat _format;
    private readonly List<byte[]> _head;
    private readonly Lock _gate = new();
    private Stream? _forward;
    private long _forwardAt;

    private InflatedByteSource(ByteSource packed, InflationFormat format, List<byte[]> head, long length, bool isDamaged)
    {
        _packed = packed;
        _format = format;
        _head = head;
        Length = length;
        IsDamaged = isDamaged;
    }

    public override long Length { get; }

    /// <summary>True when the stream broke off; what came before is here.</summary>
    public bool IsDamaged { get; }

    /// <summary>Unpacks once to learn the length. Refuses when more than the limit comes out.</summary>
    public static Reading<InflatedByteSource> Open(ByteSource packed, InflationFormat format, long limit, string tooLargeCode, CancellationToken cancellationToken)
    {
        List<byte[]> head = [];
        long length = 0;
        bool isDamaged = false;
        byte[] scratch = [];
        using Stream stream = Inflation.Open(packed.AsStream(), format);
        while (!isDamaged)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] chunk = length < KeptBytes ? new byte[ChunkBytes] : scratch.Length > 0 ? scratch : scratch = new byte[ChunkBytes];
            int count = Inflation.Fill(stream, chunk, out isDamaged);
            if (length < KeptBytes)
                head.Add(chunk);
            length += count;
            if (length > limit)
                return new Refusal(tooLargeCode, $"The compressed data unpack to more than the limit of {limit} bytes.");
            if (count < chunk.Length)
                break;
        }
        return new InflatedByteSource(packed, format, head, length, isDamaged);
    }

    public override int Read(long offset, Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length && offset < Length)
        {
            int chunk = (int)(offset / ChunkBytes);
            int count;
            if (chunk < _head.Count)
            {
                int inside = (int)(offset % ChunkBytes);
                count = (int)Math.Min(Math.Min(ChunkBytes - inside, buffer.Length - total), Length - offset);
                _head[chunk].AsSpan(inside, count).CopyTo(buffer[total..]);
            }
            else
            {
                count = ReadForward(offset, buffer[total..]);
                if (count == 0)
                    break;
            }
            total += count;
            offset += count;
        }
        return total;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _forward?.Dispose();
        base.Dispose(disposing);
    }

    private int ReadForward(long offset, Span<byte> buffer)
    {
        lock (_gate)
        {
            if (_forward is null || offset < _forwardAt)
            {
                _forward?.Dispose();
                _forward = Inflation.Open(_packed.AsStream(), _format);
                _forwardAt = 0;
            }
            byte[] skipped = new byte[64 * 1024];
            while (_forwardAt < offset)
            {
                int step = Inflation.Fill(_forward, skipped.AsSpan(0, (int)Math.Min(skipped.Length, offset - _forwardAt)), out _);
                if (step == 0)
                    return 0;
                _forwardAt += step;
            }
            int count = Inflation.Fill(_forward, buffer, out _);
            _forwardAt += count;
            return count;
        }
    }
}
