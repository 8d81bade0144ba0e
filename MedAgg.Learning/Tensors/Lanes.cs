using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <summary>
/// Eight channels at a time for layers that treat each value alone. A load may run over the last channel (buffers have slack, and what
/// it reads there is never stored); a store may not.
/// </summary>
internal static unsafe class Lanes
{
    /// <summary>Values of one vector.</summary>
    public const int Width = 8;

    /// <summary>Channels rounded up to whole vectors.</summary>
    public static int Padded(int channels) => (channels + Width - 1) / Width * Width;

    /// <summary>Stores the first <paramref name="left"/> values, all eight when there are more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* place, int left)
    {
        if (left >= Width)
            value.Store(place);
        else
            StoreSome(value, place, left);
    }

    /// <summary>The larger of value and floor; NaN stays NaN, so that a broken run shows itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AtLeast(Vector256<float> value, Vector256<float> floor) =>
        Vector256.ConditionalSelect(Vector256.LessThan(value, floor), floor, value);

    private static void StoreSome(Vector256<float> value, float* place, int left)
    {
        for (int i = 0; i < left; i++)
            place[i] = value.GetElement(i);
    }
}
