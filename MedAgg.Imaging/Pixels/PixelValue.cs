namespace MedAgg.Imaging.Pixels;

/// <summary>One stored value as a number, whatever its type; complex ones as their magnitude.</summary>
public static class PixelValue
{
    /// <summary>The value at a place of the flat array.</summary>
    /// <param name="array">Stored values.</param>
    /// <param name="index">0 … count-1.</param>
    public static double At(PixelArray array, int index) => array.Type switch
    {
        PixelType.U8 => array.Bytes[index],
        PixelType.I8 => (sbyte)array.Bytes[index],
        PixelType.U16 => array.Values<ushort>()[index],
        PixelType.I16 => array.Values<short>()[index],
        PixelType.U32 => array.Values<uint>()[index],
        PixelType.I32 => array.Values<int>()[index],
        PixelType.U64 => array.Values<ulong>()[index],
        PixelType.I64 => array.Values<long>()[index],
        PixelType.F32 => array.Values<float>()[index],
        PixelType.F64 => array.Values<double>()[index],
        PixelType.C64 => Math.Sqrt(Square(array.Values<float>()[2 * index]) + Square(array.Values<float>()[(2 * index) + 1])),
        _ => Math.Sqrt(Square(array.Values<double>()[2 * index]) + Square(array.Values<double>()[(2 * index) + 1])),
    };

    private static double Square(double value) => value * value;
}
