using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Raster;

/// <summary>Pixels of bitmaps: palette indices of up to eight bits, plain or run-length coded, and RGB of 16, 24 and 32 bits, with bit fields too.</summary>
internal static class BmpPixels
{
    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, ImagingLimits limits)
    {
        BmpLayout layout = BmpLayout.Of(source);
        if (!layout.IsReadable)
            return new Refusal(Codes.CodecUnsupported, $"Bitmaps of {layout.Bits} bits with compression {layout.Compression} are not read.");
        int samples = layout.Bits <= 8 ? 1 : 3;
        long bytes = (long)facts.Columns * facts.Rows * samples;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        int[] shape = samples == 1 ? [facts.Rows, facts.Columns] : [facts.Rows, facts.Columns, 3];
        if (layout.IsRunLength)
            return RunLength(source, layout, facts, shape, bytes, limits);
        long stride = (((long)facts.Columns * layout.Bits) + 31) / 32 * 4;
        if (layout.Offset + (stride * facts.Rows) > source.Length)
            return new Refusal(Codes.PixelsTruncated, "The bitmap ends before its last row.");
        byte[] values = new byte[bytes];
        byte[] row = new byte[stride];
        int line = facts.Columns * samples;
        for (int y = 0; y < facts.Rows; y++)
        {
            source.Read(layout.Offset + (stride * (layout.IsTopDown ? y : facts.Rows - 1 - y)), row);
            Row(row, layout, values.AsSpan(y * line, line));
        }
        return new PixelArray(shape, PixelType.U8, values);
    }

    /// <summary>Red, green and blue of every index; null for pictures without colour table.</summary>
    public static byte[]? Colours(ByteSource source)
    {
        BmpLayout layout = BmpLayout.Of(source);
        if (layout.Bits > 8 || layout.PaletteOffset >= layout.Offset)
            return null;
        int count = (int)Math.Min(1 << layout.Bits, (layout.Offset - layout.PaletteOffset) / layout.PaletteStep);
        byte[] table = new byte[count * layout.PaletteStep];
        source.Read(layout.PaletteOffset, table);
        return [.. Enumerable.Range(0, count).SelectMany(i => (byte[])[table[(i * layout.PaletteStep) + 2], table[(i * layout.PaletteStep) + 1], table[i * layout.PaletteStep]])];
    }

    private static void Row(byte[] row, BmpLayout layout, Span<byte> target)
    {
        if (layout.Bits <= 8)
        {
            for (int x = 0; x < target.Length; x++)
            {
                int bit = x * layout.Bits;
                target[x] = (byte)((row[bit >> 3] >> (8 - layout.Bits - (bit & 7))) & ((1 << layout.Bits) - 1));
            }
            return;
        }
        int step = layout.Bits / 8;
        for (int x = 0; x * 3 < target.Length; x++)
        {
            ReadOnlySpan<byte> at = row.AsSpan(x * step);
            uint pixel = step switch { 2 => BinaryPrimitives.ReadUInt16LittleEndian(at), 3 => (uint)(at[0] | (at[1] << 8) | (at[2] << 16)), _ => BinaryPrimitives.ReadUInt32LittleEndian(at) };
            for (int channel = 0; channel < 3; channel++)
                target[(3 * x) + channel] = layout.Colour(pixel, channel);
        }
    }

    private static Reading<PixelArray> RunLength(ByteSource source, BmpLayout layout, ImageFacts facts, int[] shape, long bytes, ImagingLimits limits)
    {
        if (source.Length - layout.Offset > limits.MaxPixelBytes)
            return new Refusal(Codes.PixelsTooLarge, "The packed picture is larger than the limit of decoded pixels.");
        byte[] packed = new byte[Math.Max(0, source.Length - layout.Offset)];
        source.Read(layout.Offset, packed);
        byte[] values = new byte[bytes];
        bool isWhole = BmpRunLength.Decode(packed, layout.Bits == 4, facts.Columns, facts.Rows, values);
        ReadWarning[] warnings = isWhole ? [] : [new ReadWarning(Codes.ImageCorrupt, "The packed rows of the bitmap end early; the rest of the picture is empty.")];
        return Reading.Of(new PixelArray(shape, PixelType.U8, values), warnings);
    }
}
