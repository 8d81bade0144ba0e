namespace MedAgg.Jobs.Archives;

/// <summary>One stream after the other. It does not own the first.</summary>
internal sealed class JoinedStream(Stream first, Stream second) : ForwardStream
{
    private bool _isSecond;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isSecond)
        {
            int read = await first.ReadAsync(buffer, cancellationToken);
            if (read > 0 || buffer.Length == 0)
                return read;
            _isSecond = true;
        }

        return await second.ReadAsync(buffer, cancellationToken);
    }
}
