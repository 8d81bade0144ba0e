using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Inspection;

/// <summary>A file in borrowed memory; closing the source gives the memory back.</summary>
internal sealed class BorrowedByteSource(BorrowedBytes bytes) : ByteSource
{
    private readonly int _length = bytes.Memory.Length;

    public override long Length => _length;

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= _length)
            return 0;
        ReadOnlySpan<byte> from = bytes.Memory.Span[(int)offset..];
        int count = Math.Min(from.Length, buffer.Length);
        from[..count].CopyTo(buffer);
        return count;
    }

    public override bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = bytes.Memory;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bytes.Dispose();
        base.Dispose(disposing);
    }
}
