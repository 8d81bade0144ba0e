using Microsoft.Win32.SafeHandles;

namespace MedAgg.Jobs.Storage;

/// <summary>A reader of its own on a file that somebody else holds open. Long reads pass the page cache by: what they bring is read once.</summary>
internal sealed class LentStream(SafeFileHandle file, SafeFileHandle? direct) : Stream
{
    private const int LongReadBytes = 64 * 1024;

    private readonly long _length = RandomAccess.GetLength(file);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        int read = direct is not null && buffer.Length >= LongReadBytes ? ReadDirect(direct, buffer) : RandomAccess.Read(file, buffer, _position);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadDirect(SafeFileHandle blocks, Span<byte> target)
    {
        int over = (int)(_position % DirectIo.BlockBytes);
        using var buffer = BlockBuffer.Rent();
        int wanted = Math.Min(BlockBuffer.Bytes, over + target.Length + DirectIo.BlockBytes - 1) / DirectIo.BlockBytes * DirectIo.BlockBytes;
        int read;
        try
        {
            read = RandomAccess.Read(blocks, buffer.Memory.Span[..wanted], _position - over);
        }
        catch (IOException exception) when (DirectIo.IsUnknown(exception))
        {
            return RandomAccess.Read(file, target, _position);
        }

        int count = Math.Min(target.Length, Math.Max(0, read - over));
        buffer.Memory.Span.Slice(over, count).CopyTo(target);
        return count;
    }
}
