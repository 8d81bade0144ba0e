using System.Runtime.InteropServices;

namespace MedAgg.Learning.Tensors;

/// <summary>Where pixels (or window values) lie, counted in floats from a base pointer. Pinned, made once per layer.</summary>
internal sealed unsafe class OffsetTable
{
    private readonly nint[] _offsets;

    public OffsetTable(IEnumerable<nint> offsets)
    {
        nint[] all = [.. offsets];
        _offsets = GC.AllocateUninitializedArray<nint>(Math.Max(1, all.Length), pinned: true);
        all.CopyTo(_offsets, 0);
        Count = all.Length;
    }

    public int Count { get; }

    public nint* Pointer => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_offsets, 0);

    /// <summary>All pixels of an image by rows, every <paramref name="step"/>-th in both directions.</summary>
    public static OffsetTable Pixels(int height, int width, nint rowStride, int channels, int step = 1) =>
        new(from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select y * step * rowStride + (nint)(x * step * channels));

    /// <summary>All values of a window by rows.</summary>
    public static OffsetTable Window(int rows, nint rowStride, int run) =>
        new(from y in Enumerable.Range(0, rows) from k in Enumerable.Range(0, run) select y * rowStride + (nint)k);
}
