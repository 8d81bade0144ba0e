using System.Buffers.Binary;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>Values of any type as doubles; 64-bit integers beyond 2⁵³ lose their last digits.</summary>
internal static class NpyNumbers
{
    public static double[] Of(byte[] bytes, PixelType type)
    {
        int width = type.SizeBytes();
        double[] numbers = new double[bytes.Length / width];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = One(bytes.AsSpan(i * width, width), type);
        return numbers;
    }

    private static double One(ReadOnlySpan<byte> bytes, PixelType type) => type switch
    {
        PixelType.U8 => bytes[0],
        PixelType.I8 => (sbyte)bytes[0],
        PixelType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        PixelType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        PixelType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        PixelType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        PixelType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        PixelType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        PixelType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
