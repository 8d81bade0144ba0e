using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Png;

/// <summary>What the chunks of a PNG say, and where its image data lie.</summary>
internal sealed class PngHeader
{
    public int Width { get; private set; }

    public int Height { get; private set; }

    public int BitDepth { get; private set; }

    /// <summary>0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGB + alpha.</summary>
    public int ColourType { get; private set; }

    public bool IsInterlaced { get; private set; }

    /// <summary>RGB triples; null without PLTE.</summary>
    public byte[]? Palette { get; private set; }

    public int? ExifOrientation { get; private set; }

    /// <summary>Offset and length of every IDAT.</summary>
    public List<(long Offset, uint Length)> Data { get; } = [];

    public int Samples => ColourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Walks all chunks; image data are stepped over.</summary>
    public static Refusal? Read(ByteWindow window, ImagingLimits limits, WarningList warnings, CancellationToken cancellationToken, out PngHeader header)
    {
        header = new PngHeader();
        long at = 8;
        bool isEnded = false;
        for (int chunks = 0; !isEnded && at + 8 <= window.Length; chunks++)
        {
            if (chunks % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> head = window.Peek(at, 8);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            long left = window.Length - at - 12;
            if (chunks == 0 && (type != 0x49484452 || length != 13))
                return Corrupt("The PNG does not begin with its header chunk.");
            if (length > int.MaxValue)
                return Corrupt("A chunk of the PNG claims a length beyond 2³¹ − 1.");
            if (length > left)
            {
                if (type != 0x49444154 || left < -4)
                    return header.Width > 0 && header.Data.Count > 0 ? Cut(warnings) : Corrupt("A chunk of the PNG is longer than the file.");
                header.Data.Add((at + 8, (uint)Math.Max(0, Math.Min(length, left + 4))));
                return Cut(warnings);
            }
            if (header.Chunk(window, at + 8, length, type, limits, warnings) is { } refusal)
                return refusal;
            isEnded = type == 0x49454E44;
            at += 12 + length;
        }
        if (header.Width == 0)
            return Corrupt("The PNG ends inside its header.");
        if (header.Data.Count == 0)
            return Corrupt("The PNG holds no image data.");
        if (!isEnded)
            return Cut(warnings);
        if (at < window.Length)
            warnings.Add(Codes.FileTrailingData, $"{window.Length - at} bytes follow the end of the PNG.");
        return null;
    }

    private static Refusal? Cut(WarningList warnings)
    {
        warnings.Add(Codes.ImageCorrupt, "The PNG ends before its last chunk.");
        return null;
    }

    private static Refusal Corrupt(string message) => new(Codes.ImageCorrupt, message);

    private Refusal? Chunk(ByteWindow window, long at, uint length, uint type, ImagingLimits limits, WarningList warnings)
    {
        switch (type)
        {
            case 0x49484452: // IHDR
                return Head(window, at, limits, warnings);
            case 0x504C5445: // PLTE
                if (length is 0 or > 768 || length % 3 != 0)
                    return Corrupt("The palette of the PNG has an impossible size.");
                Palette = window.Copy(at, (int)length);
                return CheckCrc(window, at, length, warnings);
            case 0x49444154: // IDAT
                Data.Add((at, length));
                return null;
            case 0x6163544C: // acTL
                uint frames = length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(window.Peek(at, 4)) : 1;
                if (frames > limits.MaxImageFrames)
                    warnings.Add(Codes.ImageTooLarge, $"The animation declares more frames than the limit of {limits.MaxImageFrames}.");
                return null;
            case 0x65584966: // eXIf
                if (length <= limits.MaxImageMetadataBytes)
                    ExifOrientation = Jpeg.ExifReader.Orientation(window.Copy(at, (int)Math.Min(length, 1 << 20)), warnings);
                return null;
            case 0x74455874 or 0x7A545874 or 0x69545874 or 0x69434350: // tEXt zTXt iTXt iCCP
                if (length > limits.MaxImageMetadataBytes)
                    warnings.Add(Codes.ImageMetadataTooLarge, "A metadata chunk of the PNG exceeds the limit; it was stepped over.");
                else if (type is 0x7A545874 or 0x69545874 or 0x69434350 && length > 64 * 1024)
                    warnings.Add(Codes.ImageMetadataTooLarge, "A compressed metadata chunk of the PNG is large; it was stepped over.");
                return null;
            default:
                return null;
        }
    }

    private Refusal? Head(ByteWindow window, long at, ImagingLimits limits, WarningList warnings)
    {
        ReadOnlySpan<byte> head = window.Peek(at, 17);
        uint width = BinaryPrimitives.ReadUInt32BigEndian(head);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        (BitDepth, ColourType, IsInterlaced) = (head[8], head[9], head[12] == 1);
        bool isKnown = ColourType switch
        {
            0 => BitDepth is 1 or 2 or 4 or 8 or 16,
            3 => BitDepth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => BitDepth is 8 or 16,
            _ => false,
        };
        if (!isKnown || head[10] != 0 || head[11] != 0 || head[12] > 1)
            return Corrupt($"The PNG has an impossible bit depth {BitDepth} or colour type {ColourType}.");
        if (width == 0 || height == 0)
            return Corrupt("The PNG has no width or no height.");
        if (width > int.MaxValue || height > int.MaxValue || (long)width * height > limits.MaxImagePixels)
            return new Refusal(Codes.ImageTooLarge, $"The PNG claims {width} × {height} pixels; the limit is {limits.MaxImagePixels}.");
        (Width, Height) = ((int)width, (int)height);
        return CheckCrc(window, at, 13, warnings);
    }

    private static Refusal? CheckCrc(ByteWindow window, long at, uint length, WarningList warnings)
    {
        ReadOnlySpan<byte> bytes = window.Peek(at - 4, (int)length + 8);
        if (bytes.Length == length + 8 && PngCrc.Of(bytes[..((int)length + 4)], default) != BinaryPrimitives.ReadUInt32BigEndian(bytes[((int)length + 4)..]))
            warnings.Add(Codes.ImageCorrupt, "A chunk of the PNG has a wrong checksum.");
        return null;
    }
}
