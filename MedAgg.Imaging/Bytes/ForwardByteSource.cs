namespace MedAgg.Imaging.Bytes;

/// <summary>Random access to something that can only be read forward, such as a deflated entry of an archive. The head is kept; going back behind it begins anew.</summary>
internal sealed class ForwardByteSource(Func<Stream> open, long length) : ByteSource
{
    private const int KeptBytes = 256 * 1024;
    private readonly Lock _gate = new();
    private byte[] _head = [];
    private int _headCount;
    private Stream? _stream;
    private long _at;

    public override long Length => length;

    public override int Read(long offset, Span<byte> buffer)
    {
        if (offset >= length || buffer.IsEmpty)
            return 0;
        lock (_gate)
        {
            int wanted = (int)Math.Min(buffer.Length, length - offset);
            if (offset + wanted <= KeptBytes)
                Keep((int)(offset + wanted));
            int fromHead = (int)Math.Clamp(_headCount - offset, 0, wanted);
            if (fromHead > 0)
                _head.AsSpan((int)offset, fromHead).CopyTo(buffer);
            return fromHead == wanted || offset + wanted <= KeptBytes ? fromHead : fromHead + Behind(offset + fromHead, buffer[fromHead..wanted]);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads on until so many bytes of the head are there, or the stream ends.</summary>
    private void Keep(int count)
    {
        if (count <= _headCount)
            return;
        if (_head.Length < count)
            Array.Resize(ref _head, (int)Math.Min(Math.Max(count, Math.Max(16 * 1024, 2 * _head.Length)), Math.Min(length, KeptBytes)));
        Seek(_headCount);
        int read = _stream!.ReadAtLeast(_head.AsSpan(_headCount, count - _headCount), count - _headCount, throwOnEndOfStream: false);
        _headCount += read;
        _at += read;
    }

    private int Behind(long offset, Span<byte> buffer)
    {
        Seek(offset);
        int read = _stream!.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _at += read;
        return read;
    }

    private void Seek(long offset)
    {
        if (_stream is null || _at > offset)
        {
            _stream?.Dispose();
            (_stream, _at) = (open(), 0);
        }
        byte[] skipped = _at < offset ? new byte[64 * 1024] : [];
        while (_at < offset)
        {
            int read = _stream.Read(skipped, 0, (int)Math.Min(skipped.Length, offset - _at));
            if (read == 0)
                return;
            _at += read;
        }
    }
}
