using Amazon.S3;
using Amazon.S3.Model;

namespace MedAgg.Jobs.Storage;

/// <summary>
/// An object read by ranges. After a jump little is asked for, because tables of archives are read in small pieces; the longer the reading
/// goes on in order, the more is asked for at once.
/// </summary>
internal sealed class S3ReadStream(IAmazonS3 client, string bucket, string key, long length, int maxRangeBytes) : Stream
{
    private const int FirstRangeBytes = 64 * 1024;

    private byte[] _buffer = [];
    private long _bufferAt;
    private int _bufferLength;
    private int _nextRange = Math.Min(FirstRangeBytes, maxRangeBytes);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.Length == 0)
            return 0;
        if (_position < _bufferAt || _position >= _bufferAt + _bufferLength)
            await LoadAsync(buffer.Length, cancellationToken);
        int begin = (int)(_position - _bufferAt);
        int count = Math.Min(buffer.Length, _bufferLength - begin);
        _buffer.AsSpan(begin, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The SDK has no blocking calls. Readers that cannot wait run on worker threads without a context to come back to.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task LoadAsync(int wanted, CancellationToken cancellationToken)
    {
        bool isNext = _bufferLength > 0 && _position == _bufferAt + _bufferLength;
        _nextRange = isNext ? (int)Math.Min(_nextRange * 2L, maxRangeBytes) : Math.Min(FirstRangeBytes, maxRangeBytes);
        int count = (int)Math.Min(Math.Max(_nextRange, Math.Min(wanted, maxRangeBytes)), length - _position);
        if (_buffer.Length < count)
            _buffer = new byte[count];
        _bufferLength = 0;
        GetObjectRequest request = new() { BucketName = bucket, Key = key, ByteRange = new(_position, _position + count - 1) };
        await S3Calls.AskAsync(
            async () =>
            {
                using GetObjectResponse response = await client.GetObjectAsync(request, cancellationToken);
                await response.ResponseStream.ReadExactlyAsync(_buffer.AsMemory(0, count), cancellationToken);
                return count;
            },
            cancellationToken);
        (_bufferAt, _bufferLength) = (_position, count);
    }
}
