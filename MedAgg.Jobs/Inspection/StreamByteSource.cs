using MedAgg.Imaging.Bytes;

namespace MedAgg.Jobs.Inspection;

/// <summary>Bytes of a stream that seeks, for instance a blob of an object store. Reads are one after the other.</summary>
internal sealed class StreamByteSource(Stream stream) : ByteSource
{
    private readonly Lock _lock = new();

    public override long Length => stream.Length;

    public override int Read(long offset, Span<byte> buffer)
    {
        if (offset >= stream.Length)
            return 0;
        lock (_lock)
        {
            stream.Position = offset;
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
