using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Raster;

/// <summary>The first picture of a GIF as palette indices on its canvas, which is filled with the background index (GIF89a, sections 18, 20 and appendix F).</summary>
internal static class GifPixels
{
    /// <summary>No LZW code stands for more than 4,096 indices, and none is shorter than two bits.</summary>
    private const long MostPerByte = 4 * 4096;

    private static readonly (int First, int Step)[] Interlaced = [(0, 8), (4, 8), (2, 4), (1, 2)];

    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, int frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        if (frame != 0)
            return new Refusal(Codes.FrameOutOfRange, "Of an animated GIF only the first picture is read.");
        long bytes = (long)facts.Columns * facts.Rows;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        using ByteWindow window = new(source);
        if (GifPicture.First(window, cancellationToken) is not { } picture)
            return new Refusal(Codes.ImageCorrupt, "The GIF holds no picture.");
        long own = (long)picture.Width * picture.Height;
        if (own == 0 || own > Math.Min(limits.MaxImagePixels, picture.Data.Length * MostPerByte))
            return new Refusal(Codes.ImageCorrupt, "The first picture of the GIF is larger than its data can fill.");
        byte[] indices = new byte[own];
        int done = GifLzw.Decode(picture.Data, picture.CodeBits, indices);
        if (done == 0)
            return new Refusal(Codes.ImageCorrupt, "The picture data of the GIF are damaged.");
        byte[] canvas = new byte[bytes];
        if (picture.Background != 0 && own < bytes)
            canvas.AsSpan().Fill(picture.Background);
        int line = 0;
        foreach ((int first, int step) in picture.IsInterlaced ? Interlaced : [(0, 1)])
        {
            for (int y = first; y < picture.Height; y += step)
                Place(indices.AsSpan(line++ * picture.Width, picture.Width), picture.Left, picture.Top + y, facts, canvas);
        }
        ReadWarning[] warnings = done < own ? [new ReadWarning(Codes.ImageCorrupt, "The picture data of the GIF end early; the rest of the picture is empty.")] : [];
        return Reading.Of(new PixelArray([facts.Rows, facts.Columns], PixelType.U8, canvas), warnings);
    }

    /// <summary>Red, green and blue of every index, of the first picture's own table or else the global one; null without either.</summary>
    public static byte[]? Colours(ByteSource source, CancellationToken cancellationToken)
    {
        using ByteWindow window = new(source);
        return GifPicture.First(window, cancellationToken)?.Colours;
    }

    private static void Place(ReadOnlySpan<byte> line, int left, int y, ImageFacts facts, byte[] canvas)
    {
        if (y >= facts.Rows || left >= facts.Columns)
            return;
        line[..Math.Min(line.Length, facts.Columns - left)].CopyTo(canvas.AsSpan((y * facts.Columns) + left));
    }
}
