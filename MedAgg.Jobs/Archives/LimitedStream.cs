namespace MedAgg.Jobs.Archives;

/// <summary>Passes bytes on up to a limit and then throws what it was given to throw. It does not own the other stream.</summary>
internal sealed class LimitedStream(Stream inner, long limitBytes, Func<Exception> onExceeded) : ForwardStream
{
    public long ReadBytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        ReadBytes += read;
        return ReadBytes <= limitBytes ? read : throw onExceeded();
    }
}
