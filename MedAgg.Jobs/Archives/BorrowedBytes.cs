using System.Buffers;

namespace MedAgg.Jobs.Archives;

/// <summary>A file in borrowed memory, which goes back when it is closed: what a reader keeps of it must be a copy.</summary>
/// <param name="length">Bytes of the file.</param>
internal sealed class BorrowedBytes(int length) : IDisposable
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(length);

    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public Memory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(BorrowedBytes))).AsMemory(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
            ArrayPool<byte>.Shared.Return(array);
    }
}
