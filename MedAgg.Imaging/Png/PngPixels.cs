using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Png;

/// <summary>Decodes PNG pixels: 1–16 bit, palette, alpha, interlaced. Exactly the bytes that the header needs are unpacked, whatever the stream holds.</summary>
internal static class PngPixels
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Unpacks the rows without keeping them: a cut or broken stream is found while facts are read.</summary>
    public static void Verify(ByteWindow window, PngHeader header, WarningList warnings, CancellationToken cancellationToken)
    {
        if (!header.Data.TrueForAll(chunk => PngCrc.Fits(window.Source, chunk.Offset, chunk.Length)))
        {
            warnings.Add(Codes.ImageCorrupt, "A chunk of the PNG has a wrong checksum.");
            return;
        }
        long need = Passes(header).Sum(p => (long)p.Height * (1 + RowBytes(header, p.Width)));
        using Stream stream = Inflation.Open(new PngDataStream(window.Source, header.Data), InflationFormat.Zlib);
        byte[] buffer = new byte[64 * 1024];
        long got = 0;
        while (got < need)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int want = (int)Math.Min(buffer.Length, need - got);
            int count = Inflation.Fill(stream, buffer.AsSpan(0, want), out bool isDamaged);
            got += count;
            if (isDamaged || count < want)
            {
                warnings.Add(Codes.ImageCorrupt, "The image data of the PNG are damaged or cut.");
                return;
            }
        }
    }

    /// <summary>Stored values: shape [rows, columns] or [rows, columns, samples]; palette pictures give their indices, 1- to 4-bit samples are widened to a byte without scaling.</summary>
    public static Reading<PixelArray> Read(ByteWindow window, PngHeader header, ImagingLimits limits, CancellationToken cancellationToken)
    {
        int bytes = header.BitDepth == 16 ? 2 : 1;
        long total = (long)header.Width * header.Height * header.Samples * bytes;
        if (total > limits.MaxPixelBytes || total > Array.MaxLength)
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {total} bytes; the limit is {limits.MaxPixelBytes}.");
        byte[] pixels = new byte[total];
        WarningList warnings = new();
        using Stream stream = Inflation.Open(new PngDataStream(window.Source, header.Data), InflationFormat.Zlib);
        foreach ((int width, int height, int x, int y, int stepX, int stepY) in Passes(header))
        {
            int stride = (int)RowBytes(header, width);
            byte[] row = new byte[stride + 1];
            byte[] above = new byte[stride + 1];
            for (int line = 0; line < height; line++)
            {
                if (line % 256 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                int count = Inflation.Fill(stream, row, out bool isDamaged);
                if (count < row.Length || isDamaged)
                {
                    warnings.Add(Codes.ImageCorrupt, "The image data of the PNG are damaged or cut; the rest of the picture is empty.");
                    return line == 0 && y == 0 && x == 0 ? new Refusal(Codes.ImageCorrupt, "The image data of the PNG are damaged.") : Done(header, bytes, pixels, warnings);
                }
                if (!PngFilter.Undo(row[0], row.AsSpan(1), line == 0 ? default : above.AsSpan(1), Math.Max(1, header.Samples * header.BitDepth / 8)))
                    return new Refusal(Codes.ImageCorrupt, "A row of the PNG has an unknown filter.");
                Spread(header, row.AsSpan(1), width, pixels, (long)(y + (line * stepY)) * header.Width, x, stepX);
                (row, above) = (above, row);
            }
        }
        return Done(header, bytes, pixels, warnings);
    }

    private static Reading<PixelArray> Done(PngHeader header, int bytes, byte[] pixels, WarningList warnings)
    {
        int[] shape = header.Samples == 1 ? [header.Height, header.Width] : [header.Height, header.Width, header.Samples];
        return Reading.Of(new PixelArray(shape, bytes == 2 ? PixelType.U16 : PixelType.U8, pixels), warnings.Items);
    }

    private static IEnumerable<(int Width, int Height, int X, int Y, int StepX, int StepY)> Passes(PngHeader header)
    {
        if (!header.IsInterlaced)
        {
            yield return (header.Width, header.Height, 0, 0, 1, 1);
            yield break;
        }
        foreach ((int x, int y, int stepX, int stepY) in Adam7)
        {
            int width = (header.Width - x + stepX - 1) / stepX;
            int height = (header.Height - y + stepY - 1) / stepY;
            if (width > 0 && height > 0)
                yield return (width, height, x, y, stepX, stepY);
        }
    }

    private static long RowBytes(PngHeader header, int width) => (((long)width * header.Samples * header.BitDepth) + 7) / 8;

    private static void Spread(PngHeader header, ReadOnlySpan<byte> row, int width, byte[] pixels, long rowStart, int x, int stepX)
    {
        int samples = header.Samples;
        for (int i = 0; i < width; i++)
        {
            long at = (rowStart + x + ((long)i * stepX)) * samples;
            if (header.BitDepth == 16)
            {
                for (int s = 0; s < samples; s++)
                    BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan((int)((at + s) * 2)), BinaryPrimitives.ReadUInt16BigEndian(row[(((i * samples) + s) * 2)..]));
            }
            else if (header.BitDepth == 8)
            {
                row.Slice(i * samples, samples).CopyTo(pixels.AsSpan((int)at));
            }
            else
            {
                int bit = i * header.BitDepth;
                pixels[at] = (byte)((row[bit >> 3] >> (8 - header.BitDepth - (bit & 7))) & ((1 << header.BitDepth) - 1));
            }
        }
    }
}
