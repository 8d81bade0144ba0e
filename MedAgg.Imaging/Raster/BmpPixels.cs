using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Raster;

/// <summary>Pixels of uncompressed bitmaps of 8 (palette indices), 24 and 32 bits.</summary>
internal static class BmpPixels
{
    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, ImagingLimits limits)
    {
        byte[] head = new byte[54];
        source.Read(0, head);
        bool isCore = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(14)) == 12;
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(isCore ? 24 : 28));
        bool isTopDown = !isCore && BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(22)) < 0;
        if (bits is not (8 or 24 or 32) || (!isCore && BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(30)) != 0))
            return new Refusal(Codes.CodecUnsupported, "Pixels of compressed and of 1-, 4- and 16-bit bitmaps are not read.");
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(10));
        long stride = (((long)facts.Columns * bits) + 31) / 32 * 4;
        int samples = bits == 8 ? 1 : 3;
        long bytes = (long)facts.Columns * facts.Rows * samples;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        if (offset + (stride * facts.Rows) > source.Length)
            return new Refusal(Codes.PixelsTruncated, "The bitmap ends before its last row.");
        byte[] values = new byte[bytes];
        byte[] row = new byte[stride];
        for (int y = 0; y < facts.Rows; y++)
        {
            source.Read(offset + (stride * (isTopDown ? y : facts.Rows - 1 - y)), row);
            for (int x = 0; x < facts.Columns; x++)
            {
                for (int s = 0; s < samples; s++)
                    values[((((long)y * facts.Columns) + x) * samples) + s] = row[(x * bits / 8) + (samples - 1 - s)];
            }
        }
        return new PixelArray(samples == 1 ? [facts.Rows, facts.Columns] : [facts.Rows, facts.Columns, 3], PixelType.U8, values);
    }
}
