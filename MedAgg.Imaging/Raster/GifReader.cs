using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>Facts of a GIF: canvas and number of pictures.</summary>
internal static class GifReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList warnings = new();
        ReadOnlySpan<byte> head = window.Peek(0, 13);
        if (head.Length < 13)
            return RasterFacts.Refuse(window, path, FileKind.Gif, Codes.ImageCorrupt, "The GIF ends inside its header.");
        int width = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (RasterFacts.Judge(width, height, limits) is { } refusal)
            return RasterFacts.Refuse(window, path, FileKind.Gif, refusal.Code, refusal.Message);
        long at = 13 + ((head[10] & 0x80) != 0 ? 3L << ((head[10] & 7) + 1) : 0);
        int pictures = Count(window, at, limits, warnings, cancellationToken);
        ImageFacts facts = RasterFacts.Of(FileKind.Gif, width, height, 1, 8, "PALETTE COLOR") with { Frames = Math.Max(1, pictures) };
        Refusal? empty = pictures == 0 ? new Refusal(Codes.ImageCorrupt, "The GIF holds no whole picture.") : null;
        return new FileReading(path, window.Length, FileKind.Gif) { Facts = facts, Refusal = empty, Warnings = warnings.Items };
    }

    private static int Count(ByteWindow window, long at, ImagingLimits limits, WarningList warnings, CancellationToken cancellationToken)
    {
        int pictures = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> block = window.Peek(at, 11);
            if (block.IsEmpty || block[0] is not (0x21 or 0x2C or 0x3B))
                return Broken(pictures, warnings);
            if (block[0] == 0x3B)
                return pictures;
            if (block[0] == 0x2C)
            {
                if (block.Length < 11)
                    return Broken(pictures, warnings);
                at += 10 + ((block[9] & 0x80) != 0 ? 3L << ((block[9] & 7) + 1) : 0);
                ReadOnlySpan<byte> code = window.Peek(at, 1);
                if (code.IsEmpty || code[0] is < 1 or > 8)
                    return Broken(pictures, warnings);
                at++;
                if (++pictures > limits.MaxImageFrames)
                {
                    warnings.Add(Codes.ImageTooLarge, $"The GIF holds more pictures than the limit of {limits.MaxImageFrames}.");
                    return limits.MaxImageFrames;
                }
            }
            else
            {
                at += 2;
            }
            if (!SkipBlocks(window, ref at))
                return Broken(pictures, warnings);
        }
    }

    private static int Broken(int pictures, WarningList warnings)
    {
        warnings.Add(Codes.ImageCorrupt, "The GIF is damaged or cut.");
        return pictures;
    }

    private static bool SkipBlocks(ByteWindow window, ref long at)
    {
        while (true)
        {
            ReadOnlySpan<byte> size = window.Peek(at, 1);
            if (size.IsEmpty)
                return false;
            at += 1 + size[0];
            if (size[0] == 0)
                return true;
        }
    }
}
