using System.Buffers;

namespace MedAgg.Jobs.Archives;

/// <summary>A range of a blob as a stream of its own, with a borrowed buffer. It owns the blob's stream.</summary>
internal sealed class BlobSlice(Stream blob, long offset, long length) : Stream
{
    private const int BufferBytes = 64 * 1024;

    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _bufferAt;
    private int _bufferLength;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        if (Buffered(buffer.Length) is 0 && _position < length)
        {
            blob.Position = offset + _position;
            Fill(blob.Read(Target().Span));
        }

        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Buffered(buffer.Length) is 0 && _position < length)
        {
            blob.Position = offset + _position;
            Fill(await blob.ReadAsync(Target(), cancellationToken));
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
            blob.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Buffered(int wanted)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        bool isInside = _position >= _bufferAt && _position < _bufferAt + _bufferLength;
        return wanted == 0 ? -1 : isInside ? (int)(_bufferAt + _bufferLength - _position) : 0;
    }

    private Memory<byte> Target() => _buffer.AsMemory(0, (int)Math.Min(_buffer!.Length, length - _position));

    private void Fill(int read) => (_bufferAt, _bufferLength) = (_position, read);

    private int Take(Span<byte> target)
    {
        int count = Math.Min(target.Length, Buffered(target.Length));
        if (count <= 0)
            return 0;
        _buffer.AsSpan((int)(_position - _bufferAt), count).CopyTo(target);
        _position += count;
        return count;
    }
}
