namespace MedAgg.Imaging.Bytes;

internal sealed class MemoryByteSource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= bytes.Length)
            return 0;
        ReadOnlySpan<byte> from = bytes.Span[(int)offset..];
        int count = Math.Min(from.Length, buffer.Length);
        from[..count].CopyTo(buffer);
        return count;
    }

    public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = bytes;
        return true;
    }
}
