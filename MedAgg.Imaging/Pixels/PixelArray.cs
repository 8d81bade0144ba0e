using System.Runtime.InteropServices;

namespace MedAgg.Imaging.Pixels;

/// <summary>Stored values as numpy would hold them: C order, little-endian, planar data re-interleaved, 1-bit data as one byte each. No rescale, no window.</summary>
/// <param name="Shape">[frames or time or slices …,] rows, columns [, samples]; every extent ≥ 1.</param>
/// <param name="Type">Type of one value.</param>
/// <param name="Bytes">Product of <paramref name="Shape"/> × size of <paramref name="Type"/> bytes.</param>
public sealed record PixelArray(IReadOnlyList<int> Shape, PixelType Type, byte[] Bytes)
{
    /// <summary>Values.</summary>
    public long Count => Bytes.LongLength / Type.SizeBytes();

    /// <summary>The values as numbers of their own type; <typeparamref name="T"/> must have its size.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes);

    /// <summary>Smallest and largest value, NaN left out; (0, 0) when there is none.</summary>
    public (double Min, double Max) Range() => PixelRange.Of(this);
}
