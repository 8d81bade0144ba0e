namespace MedAgg.Imaging.Bytes;

/// <summary>Random access to the bytes of one file: on disk, in memory, or one entry of an archive. Readers never need a path.</summary>
/// <remarks>Implementations must allow concurrent <see cref="Read"/> calls; a source is closed by whoever opened it.</remarks>
public abstract class ByteSource : IDisposable
{
    /// <summary>Size in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Copies bytes that start at <paramref name="offset"/>; fewer than asked only at the end, 0 behind it.</summary>
    /// <param name="offset">Bytes from the start, 0 or more.</param>
    /// <param name="buffer">Receives the bytes.</param>
    /// <returns>Bytes copied.</returns>
    /// <exception cref="IOException">The storage below failed. Readers turn it into a <see cref="Refusal"/>.</exception>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>Hands out the whole file where it lies in memory already; nothing is copied or loaded.</summary>
    public virtual bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = default;
        return false;
    }

    /// <summary>A seekable, read-only view from the start. Disposing it leaves the source open.</summary>
    public virtual Stream AsStream() => new ByteSourceStream(this, 0, Length);

    /// <summary>A source over bytes in memory. The bytes are not copied.</summary>
    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemoryByteSource(bytes);

    /// <summary>A source over what can only be read forward, such as a deflated entry of an archive: nothing is unpacked that no reader asks for.</summary>
    /// <param name="open">Opens the stream at its first byte; called again when a reader goes back behind the kept head of 256 KiB.</param>
    /// <param name="length">Bytes that the stream has.</param>
    public static ByteSource Forward(Func<Stream> open, long length) => new ForwardByteSource(open, length);

    /// <summary>Opens a file for shared reading.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ByteSource Open(string path) => new FileByteSource(path);

    /// <summary>A window of this source. Disposing the window leaves this source open.</summary>
    /// <param name="offset">First byte, 0 … <see cref="Length"/>.</param>
    /// <param name="length">Bytes; cut at the end of this source.</param>
    public ByteSource Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long from = Math.Min(offset, Length);
        return new WindowByteSource(this, from, Math.Min(length, Length - from));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the source holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
