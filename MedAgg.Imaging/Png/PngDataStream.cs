using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Png;

/// <summary>The IDAT chunks of a PNG as one stream.</summary>
internal sealed class PngDataStream(ByteSource source, IReadOnlyList<(long Offset, uint Length)> chunks) : Stream
{
    private int _chunk;
    private long _inside;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_chunk < chunks.Count && _inside >= chunks[_chunk].Length)
        {
            _chunk++;
            _inside = 0;
        }
        if (_chunk >= chunks.Count || buffer.IsEmpty)
            return 0;
        (long offset, uint length) = chunks[_chunk];
        int count = source.Read(offset + _inside, buffer[..(int)Math.Min(buffer.Length, length - _inside)]);
        _inside += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
