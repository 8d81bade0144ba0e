using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Raster;

/// <summary>Pixels of binary PGM and PPM.</summary>
internal static class NetpbmPixels
{
    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, ImagingLimits limits)
    {
        using ByteWindow window = new(source);
        if (NetpbmReader.Head(window) is not { } head || head.Format is not (5 or 6))
            return new Refusal(Codes.CodecUnsupported, "Pixels of text and 1-bit Netpbm files are not read.");
        int size = head.Most > 255 ? 2 : 1;
        long bytes = head.Width * head.Height * facts.SamplesPerPixel * size;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        if (head.Offset + bytes > source.Length)
            return new Refusal(Codes.PixelsTruncated, "The picture ends before its last row.");
        byte[] values = new byte[bytes];
        source.Read(head.Offset, values);
        for (int i = 0; size == 2 && i + 2 <= values.Length; i += 2)
            (values[i], values[i + 1]) = (values[i + 1], values[i]);
        int[] shape = facts.SamplesPerPixel == 1 ? [facts.Rows, facts.Columns] : [facts.Rows, facts.Columns, facts.SamplesPerPixel];
        return new PixelArray(shape, size == 2 ? PixelType.U16 : PixelType.U8, values);
    }
}
