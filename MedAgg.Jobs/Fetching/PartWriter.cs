using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// Hashes and writes what was received while the next bytes are on their way. One reader fills <see cref="Buffer"/>, and a full one is handed over;
/// the rest is written at the end, however it comes.
/// </summary>
internal sealed class PartWriter(PartialFile part, FileHashes hashes) : IAsyncDisposable
{
    private BlockBuffer _filling = BlockBuffer.Rent();
    private BlockBuffer _writing = BlockBuffer.Rent();
    private Task _write = Task.CompletedTask;
    private int _filled;

    // The first is shorter where the file goes on inside a block: all others then begin at one.
    private int _capacity = BlockBuffer.Bytes - (int)(part.Length % DirectIo.BlockBytes);

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Buffer => _filling.Memory[_filled.._capacity];

    /// <summary>Bytes of the file so far, those that are being written among them.</summary>
    public long Received { get; private set; } = part.Length;

    /// <summary>Takes the first bytes of the buffer; hands it over when it is full, and then waits for the write before.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task TakeAsync(int count)
    {
        _filled += count;
        Received += count;
        if (_filled == _capacity)
            await HandOverAsync();
    }

    /// <summary>
    /// Waits until everything that was taken is written. A write that was begun is ended: what was received is kept for a later run even when this one is stopped.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task FinishAsync()
    {
        if (_filled > 0)
            await HandOverAsync();
        await WrittenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await FinishAsync();
        }
        finally
        {
            await _write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the buffers go back only when nobody writes from them
            _filling.Dispose();
            _writing.Dispose();
        }
    }

    private async Task HandOverAsync()
    {
        int count = _filled;
        _filled = 0; // a failure is told once
        await WrittenAsync();
        (_filling, _writing) = (_writing, _filling);
        _capacity = BlockBuffer.Bytes;
        _write = Task.Run(() => WriteAsync(_writing.Memory[..count]), CancellationToken.None);
    }

    private async Task WrittenAsync()
    {
        Task write = _write;
        _write = Task.CompletedTask;
        await write;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await part.AppendAsync(bytes, CancellationToken.None);
        hashes.Append(bytes.Span); // after the write: what could not be written is not counted
    }
}
