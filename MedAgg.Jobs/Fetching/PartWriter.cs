using System.Buffers;

namespace MedAgg.Jobs.Fetching;

/// <summary>Hashes and writes what was received while the next bytes are on their way. One reader fills <see cref="Buffer"/>, and hands it over.</summary>
internal sealed class PartWriter(PartialFile part, FileHashes hashes, int bufferBytes) : IAsyncDisposable
{
    private byte[] _filling = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private byte[] _writing = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private Task _write = Task.CompletedTask;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Buffer => _filling.AsMemory(0, bufferBytes);

    /// <summary>Bytes of the file so far, those that are being written among them.</summary>
    public long Received { get; private set; } = part.Length;

    /// <summary>
    /// Takes over the first bytes of the buffer and gives another one; waits for the write before. A write that was begun is ended: what was received
    /// is kept for a later run even when this one is stopped.
    /// </summary>
    public async Task TakeAsync(int count)
    {
        await FinishAsync();
        Received += count;
        (_filling, _writing) = (_writing, _filling);
        _write = Task.Run(() => WriteAsync(_writing.AsMemory(0, count)), CancellationToken.None);
    }

    /// <summary>Waits until everything that was taken over is written.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task FinishAsync()
    {
        Task write = _write;
        _write = Task.CompletedTask; // a failure is told once
        await write;
    }

    public async ValueTask DisposeAsync()
    {
        await _write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the buffers go back only when nobody writes from them
        ArrayPool<byte>.Shared.Return(_filling);
        ArrayPool<byte>.Shared.Return(_writing);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await part.AppendAsync(bytes, CancellationToken.None);
        hashes.Append(bytes.Span); // after the write: what could not be written is not counted
    }
}
