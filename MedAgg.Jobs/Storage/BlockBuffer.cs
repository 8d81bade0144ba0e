using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MedAgg.Jobs.Storage;

/// <summary>Borrowed memory that begins at a whole block, as <see cref="DirectIo"/> wants it; closing it gives it back.</summary>
internal sealed class BlockBuffer : IDisposable
{
    /// <summary>Bytes of every buffer.</summary>
    public const int Bytes = 512 * 1024;

    private const int MostKept = 32;

    private static readonly ConcurrentBag<byte[]> Kept = [];

    private byte[]? _array;

    private BlockBuffer(byte[] array)
    {
        _array = array;
        int over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % DirectIo.BlockBytes);
        Memory = array.AsMemory(over == 0 ? 0 : DirectIo.BlockBytes - over, Bytes);
    }

    /// <summary>The memory; it stays where it is.</summary>
    public Memory<byte> Memory { get; }

    public static BlockBuffer Rent() =>
        new(Kept.TryTake(out byte[]? array) ? array : GC.AllocateUninitializedArray<byte>(Bytes + DirectIo.BlockBytes, pinned: true));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array && Kept.Count < MostKept)
            Kept.Add(array);
    }
}
