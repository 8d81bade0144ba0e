using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>Unpacked bytes of an entry, held to what the archive states: never more than the size, and at the end size and CRC are checked.</summary>
internal sealed class EntryStream(Stream inner, string name, long sizeBytes, uint? crc32) : Stream
{
    private Crc32 _crc;
    private long _checked; // bytes that went through the CRC in order
    private long _position;
    private bool _isChecked;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => sizeBytes;

    public override long Position
    {
        get => _position;
        set
        {
            inner.Position = value;
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = inner.Read(buffer);
            Count(buffer[..read], buffer.Length);
            return read;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            Count(buffer.Span[..read], buffer.Length);
            return read;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        _position = inner.Seek(offset, origin);
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> read, int wanted)
    {
        bool isNext = _position == _checked;
        _position += read.Length;
        if (_position > sizeBytes)
            throw new RefusedException(ArchiveCodes.Inconsistent, $"'{EntryName.Shown(name)}' unpacks to more than the {sizeBytes} bytes that its archive states.");
        if (isNext && crc32 is not null)
        {
            _crc.Append(read);
            _checked = _position;
        }

        if (read.Length == 0 && wanted > 0 && !inner.CanSeek && _position < sizeBytes)
            throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' unpacks to {_position} bytes; its archive states {sizeBytes}.");
        if (_position == sizeBytes && _checked == sizeBytes && !_isChecked && crc32 is { } stated)
        {
            _isChecked = true;
            if (_crc.Value != stated)
                throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' is damaged: its bytes do not have the checksum that its archive states.");
        }
    }

    private RefusedException Damaged(InvalidDataException exception) =>
        new(new Refusal(ArchiveCodes.Corrupt, $"'{EntryName.Shown(name)}' is damaged: its packed bytes cannot be unpacked."), exception);
}
