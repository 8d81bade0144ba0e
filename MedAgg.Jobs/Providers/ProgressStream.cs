using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>Reads on from another stream, no further than its length was at the begin, and tells how far.</summary>
internal sealed class ProgressStream(Stream inner, long length, IProgress<DownloadProgress>? progress) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int most = (int)Math.Min(buffer.Length, length - _read);
        return most == 0 ? 0 : Count(await inner.ReadAsync(buffer[..most], cancellationToken));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int most = (int)Math.Min(count, length - _read);
        return most == 0 ? 0 : Count(inner.Read(buffer, offset, most));
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _read += read;
        progress?.Report(new(_read, length));
        return read;
    }
}
