using System.Numerics;
using System.Runtime.InteropServices;

namespace MedAgg.Imaging.Pixels;

internal static class PixelRange
{
    public static (double Min, double Max) Of(PixelArray array) => array.Type switch
    {
        PixelType.U8 => Scan<byte>(array),
        PixelType.I8 => Scan<sbyte>(array),
        PixelType.U16 => Scan<ushort>(array),
        PixelType.I16 => Scan<short>(array),
        PixelType.U32 => Scan<uint>(array),
        PixelType.I32 => Scan<int>(array),
        PixelType.U64 => Scan<ulong>(array),
        PixelType.I64 => Scan<long>(array),
        PixelType.F32 or PixelType.C64 => Scan<float>(array),
        _ => Scan<double>(array),
    };

    private static (double Min, double Max) Scan<T>(PixelArray array)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(array.Bytes);
        bool any = false;
        T min = T.Zero;
        T max = T.Zero;
        foreach (T value in values)
        {
            if (T.IsNaN(value))
                continue;
            if (!any)
            {
                min = max = value;
                any = true;
            }
            else
            {
                min = T.Min(min, value);
                max = T.Max(max, value);
            }
        }
        return (double.CreateChecked(min), double.CreateChecked(max));
    }
}
