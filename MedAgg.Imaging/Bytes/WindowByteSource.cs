namespace MedAgg.Imaging.Bytes;

internal sealed class WindowByteSource(ByteSource inner, long start, long length) : ByteSource
{
    public override long Length => length;

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= length)
            return 0;
        int count = (int)Math.Min(buffer.Length, length - offset);
        return inner.Read(start + offset, buffer[..count]);
    }

    public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        if (!inner.TryGetMemory(out memory))
            return false;
        memory = memory.Slice((int)start, (int)length);
        return true;
    }
}
