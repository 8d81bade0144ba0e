using System.IO.Compression;
using System.Security.Cryptography;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Reads gzip to its true end. The base library stops without a word where a file is cut off or other data follow; so one more member with a
/// secret is appended to the input, and only if that secret comes out last was everything before it whole.
/// </summary>
internal sealed class GzipUnwrap : ForwardStream
{
    private const int SecretBytes = 16;
    private const int BufferBytes = 64 * 1024;

    private readonly GZipStream _gzip;
    private readonly Stream _source;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretBytes);
    private readonly byte[] _buffer = new byte[BufferBytes + SecretBytes];
    private readonly string _name;
    private int _begin;
    private int _end;
    private bool _isDone;

    public GzipUnwrap(Stream source, string name)
    {
        MemoryStream member = new();
        using (GZipStream pack = new(member, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(_secret);
        member.Position = 0;
        _source = source;
        _name = name;
        _gzip = new(new JoinedStream(source, member), CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        try
        {
            while (!_isDone && _end - _begin <= SecretBytes)
            {
                _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
                (_begin, _end) = (0, _end - _begin);
                int read = await _gzip.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
                _end += read;
                if (read == 0)
                    Finish();
            }
        }
        catch (InvalidDataException exception)
        {
            throw new RefusedException(new(ArchiveCodes.Corrupt, $"'{EntryName.Shown(_name)}' is damaged: its gzip data cannot be unpacked."), exception);
        }

        int count = Math.Min(buffer.Length, _isDone ? _end - _begin : _end - _begin - SecretBytes);
        _buffer.AsSpan(_begin, count).CopyTo(buffer.Span);
        _begin += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await _gzip.DisposeAsync();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private void Finish()
    {
        _isDone = true;
        _end -= SecretBytes;
        if (_end < _begin || !_buffer.AsSpan(_end, SecretBytes).SequenceEqual(_secret))
            throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(_name)}' is damaged: its gzip data are cut off, or other data follow them.");
    }
}
