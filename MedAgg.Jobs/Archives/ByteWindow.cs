using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>A range of a seekable stream, read at any position through a small block that stays in memory.</summary>
internal sealed class ByteWindow(Stream stream, long offset, long length, int blockBytes)
{
    private readonly byte[] _block = new byte[blockBytes];
    private long _blockAt;
    private int _blockLength;

    /// <summary>Position of the window in the blob.</summary>
    public long Offset => offset;

    public long Length => length;

    /// <summary>The same range with another block, for a second place of interest.</summary>
    public ByteWindow WithBlock(int bytes) => new(stream, offset, length, bytes);

    /// <summary>Reads exactly <paramref name="target"/>.</summary>
    /// <exception cref="RefusedException">The range ends before.</exception>
    public async ValueTask ReadAsync(long position, Memory<byte> target, CancellationToken cancellationToken)
    {
        if (position < 0 || position > length - target.Length)
            throw new RefusedException(ArchiveCodes.Corrupt, "The archive ends before its own table says; it may be cut off.");
        while (target.Length > 0)
        {
            if (position < _blockAt || position >= _blockAt + _blockLength)
                await LoadAsync(position, cancellationToken);
            int begin = (int)(position - _blockAt);
            int count = Math.Min(target.Length, _blockLength - begin);
            _block.AsMemory(begin, count).CopyTo(target);
            position += count;
            target = target[count..];
        }
    }

    private async ValueTask LoadAsync(long position, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(_block.Length, length - position);
        stream.Position = offset + position;
        _blockLength = 0;
        await stream.ReadExactlyAsync(_block.AsMemory(0, count), cancellationToken);
        (_blockAt, _blockLength) = (position, count);
    }
}
