using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Raster;

namespace MedAgg.Imaging.Tiff;

/// <summary>Pixels of one TIFF page: strips or tiles, 1 to 64 bits, none, PackBits, LZW or deflate, with predictor 1, 2 or 3.</summary>
internal static class TiffPixels
{
    public static Reading<PixelArray> Read(ByteSource source, int page, ImagingLimits limits, CancellationToken cancellationToken)
    {
        using ByteWindow window = new(source);
        WarningList warnings = new();
        if (TiffReader.Pages(window, limits, warnings, cancellationToken, out List<TiffDirectory> pages) is { } refusal)
            return refusal;
        if (page < 0 || page >= pages.Count)
            return new Refusal(Codes.FrameOutOfRange, $"Page {page} does not exist; there are {pages.Count}.");
        TiffDirectory directory = pages[page];
        if (RasterFacts.Judge(directory.Width, directory.Height, limits) is { } size)
            return size;
        TiffLayout layout = TiffLayout.Of(directory);
        if (layout.Problem is { } problem)
            return new Refusal(Codes.CodecUnsupported, problem);
        long bytes = (long)directory.Width * directory.Height * layout.Samples * layout.SampleBytes;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength) || layout.ChunkBytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The page needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        byte[] values = new byte[bytes];
        byte[] chunk = new byte[layout.ChunkBytes];
        int planes = layout.IsPlanar ? layout.Samples : 1;
        for (int plane = 0; plane < planes; plane++)
        {
            for (int row = 0; row < layout.ChunksDown; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int column = 0; column < layout.ChunksAcross; column++)
                {
                    ulong index = ((((ulong)plane * (ulong)layout.ChunksDown) + (ulong)row) * (ulong)layout.ChunksAcross) + (ulong)column;
                    if (TiffChunk.Read(window, directory, layout, index, layout.RowsOf(row), chunk) is { } broken)
                        return new Refusal(Codes.ImageCorrupt, broken);
                    Place(chunk, layout, directory, row, column, plane, values);
                }
            }
        }
        List<int> shape = [directory.Height, directory.Width];
        if (layout.Samples > 1)
            shape.Add(layout.Samples);
        return Reading.Of(new PixelArray(shape, layout.Type, values), warnings.Items);
    }

    /// <summary>Red, green and blue of every index of a palette page (TIFF 6.0 section 5), eight bits each; null without a colour map.</summary>
    public static byte[]? Colours(ByteSource source, int page, ImagingLimits limits, CancellationToken cancellationToken)
    {
        const ushort ColourMap = 320;
        using ByteWindow window = new(source);
        if (TiffReader.Pages(window, limits, new WarningList(), cancellationToken, out List<TiffDirectory> pages) is not null || page >= pages.Count)
            return null;
        int count = (int)Math.Min(pages[page].Count(ColourMap) / 3, 65_536);
        byte[] colours = new byte[count * 3];
        for (int i = 0; i < colours.Length; i++)
            colours[i] = (byte)((pages[page].Number(ColourMap, (ulong)(((i % 3) * count) + (i / 3))) ?? 0) >> 8);
        return count == 0 ? null : colours;
    }

    private static void Place(byte[] chunk, TiffLayout layout, TiffDirectory directory, int row, int column, int plane, byte[] values)
    {
        int inChunk = layout.IsPlanar ? 1 : layout.Samples;
        int left = column * layout.ChunkWidth;
        int width = Math.Min(layout.ChunkWidth, directory.Width - left);
        int rows = Math.Min(layout.RowsOf(row), directory.Height - (row * layout.ChunkHeight));
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<byte> line = chunk.AsSpan(y * layout.LineBytes, layout.LineBytes);
            long at = ((((long)row * layout.ChunkHeight) + y) * directory.Width) + left;
            if (layout.Bits < 8)
            {
                for (int i = 0; i < width * inChunk; i++)
                {
                    int bit = i * layout.Bits;
                    values[(at * inChunk) + i] = (byte)((line[bit >> 3] >> (8 - layout.Bits - (bit & 7))) & ((1 << layout.Bits) - 1));
                }
                continue;
            }
            if (!layout.IsPlanar)
            {
                line[..(width * inChunk * layout.SampleBytes)].CopyTo(values.AsSpan((int)(at * inChunk * layout.SampleBytes)));
                continue;
            }
            for (int i = 0; i < width; i++)
                line.Slice(i * layout.SampleBytes, layout.SampleBytes).CopyTo(values.AsSpan((int)((((at + i) * layout.Samples) + plane) * layout.SampleBytes)));
        }
    }
}
