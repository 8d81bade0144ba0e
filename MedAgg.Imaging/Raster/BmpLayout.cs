using System.Buffers.Binary;
using System.Numerics;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Raster;

/// <summary>Where the pixels of a Windows bitmap lie and how they are packed (BITMAPCOREHEADER up to BITMAPV5HEADER).</summary>
/// <param name="Bits">Bits a pixel.</param>
/// <param name="Compression">0 none, 1 RLE8, 2 RLE4, 3 and 6 bit fields.</param>
/// <param name="IsTopDown">True when the first row of the file is the upper one.</param>
/// <param name="Offset">First byte of the pixels.</param>
/// <param name="Masks">Bits of red, green and blue in a pixel of 16 or 32 bits.</param>
/// <param name="PaletteOffset">First entry of the colour table.</param>
/// <param name="PaletteStep">Bytes of an entry: blue, green, red and perhaps a spare one.</param>
internal sealed record BmpLayout(int Bits, uint Compression, bool IsTopDown, long Offset, uint[] Masks, long PaletteOffset, int PaletteStep)
{
    private const int FileHeader = 14;
    private const int MasksOffset = 54;

    public bool IsRunLength => Compression is 1 or 2;

    /// <summary>True for what <see cref="BmpPixels"/> reads.</summary>
    public bool IsReadable => (Compression, Bits) is (0, 1 or 4 or 8 or 16 or 24 or 32) or (1, 8) or (2, 4) or (3 or 6, 16 or 32);

    public static BmpLayout Of(ByteSource source)
    {
        byte[] head = new byte[MasksOffset + 12];
        source.Read(0, head);
        uint size = U32(head, FileHeader);
        bool isCore = size == 12;
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(isCore ? 24 : 28));
        uint compression = isCore ? 0 : U32(head, 30);
        uint[] masks = compression is 3 or 6 ? [U32(head, MasksOffset), U32(head, MasksOffset + 4), U32(head, MasksOffset + 8)]
            : bits == 16 ? [0x7C00, 0x03E0, 0x001F]
            : [0xFF0000, 0x00FF00, 0x0000FF];
        bool isTopDown = !isCore && BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(22)) < 0;
        return new(bits, compression, isTopDown, U32(head, 10), masks, FileHeader + (long)size, isCore ? 3 : 4);
    }

    /// <summary>One colour of a pixel, widened to eight bits.</summary>
    public byte Colour(uint pixel, int channel)
    {
        uint mask = Masks[channel];
        if (mask == 0)
            return 0;
        int shift = BitOperations.TrailingZeroCount(mask);
        uint most = mask >> shift;
        return (byte)(((((ulong)(pixel & mask) >> shift) * 255) + (most / 2)) / most);
    }

    private static uint U32(byte[] head, int at) => BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(at));
}
