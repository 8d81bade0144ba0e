namespace MedAgg.Imaging.Pixels;

/// <summary>Type of one stored value: U unsigned, I signed, F floating, C complex, and its bits. <see cref="PixelTypes.NumpyName"/> writes it out.</summary>
public enum PixelType
{
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
    C64,
    C128,
}

/// <summary>Names and sizes of <see cref="PixelType"/>.</summary>
public static class PixelTypes
{
    private static readonly string[] Names =
        ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64", "complex64", "complex128"];

    private static readonly int[] Sizes = [1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 8, 16];

    /// <summary>The name that numpy gives it.</summary>
    public static string NumpyName(this PixelType type) => Names[(int)type];

    /// <summary>Bytes of one value.</summary>
    public static int SizeBytes(this PixelType type) => Sizes[(int)type];
}
