using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Jpeg;

/// <summary>Facts of a JPEG (ISO/IEC 10918-1): extents, bits, components, EXIF orientation. The coded data are stepped over.</summary>
internal static class JpegReader
{
    private const int MostSegments = 4096;

    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits)
    {
        WarningList warnings = new();
        Refusal? refusal = Read(window, limits, warnings, out ImageFacts? facts);
        if (refusal is null && !EndsWell(window))
            warnings.Add(Codes.ImageCorrupt, "The JPEG has no end marker; it may be cut.");
        return new FileReading(path, window.Length, FileKind.Jpeg) { Facts = facts, Refusal = refusal, Warnings = warnings.Items };
    }

    private static Refusal? Read(ByteWindow window, ImagingLimits limits, WarningList warnings, out ImageFacts? facts)
    {
        facts = null;
        long at = 2;
        int? orientation = null;
        long metadata = 0;
        for (int i = 0; i < MostSegments; i++)
        {
            ReadOnlySpan<byte> head = window.Peek(at, 4);
            if (head.Length < 4)
                return facts is null ? Corrupt("The JPEG ends before its frame header.") : Corrupt("The JPEG ends before its picture begins.");
            if (head[0] != 0xFF)
                return Corrupt("The JPEG holds something that is no segment.");
            byte marker = head[1];
            if (marker == 0xFF || marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }
            if (marker is 0xD9 or 0xD8)
                return Corrupt("The JPEG holds no picture.");
            int length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (length < 2 || at + 2 + length > window.Length)
                return Corrupt("A segment of the JPEG is longer than the file.");
            if (marker == 0xDA)
                return facts is null ? Corrupt("The JPEG has no frame header.") : IsTooShort(facts, window.Length - at - 2 - length) ? Corrupt("The JPEG ends near the beginning of its picture.") : null;
            if (marker is (>= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) or 0xF7)
            {
                if (Frame(window.Peek(at + 4, Math.Min(length, 10)), marker, limits, out facts) is { } refusal)
                    return refusal;
                facts = facts! with { ExifOrientation = orientation };
            }
            else if (marker == 0xE1 && length > 8)
            {
                byte[] exif = window.Copy(at + 4, length - 2);
                if (exif.AsSpan().StartsWith("Exif\0\0"u8))
                    orientation = ExifReader.Orientation(exif.AsSpan(6), warnings);
                if (facts is not null)
                    facts = facts with { ExifOrientation = orientation };
            }
            if (marker is (>= 0xE0 and <= 0xEF) or 0xFE)
                metadata += length;
            if (metadata > limits.MaxImageMetadataBytes)
                warnings.Add(Codes.ImageMetadataTooLarge, "The metadata of the JPEG exceed the limit; they were stepped over.");
            at += 2 + length;
        }
        return Corrupt("The JPEG has too many segments before its picture.");
    }

    private static Refusal? Frame(ReadOnlySpan<byte> frame, byte marker, ImagingLimits limits, out ImageFacts? facts)
    {
        facts = null;
        if (frame.Length < 6)
            return Corrupt("The frame header of the JPEG is cut.");
        int bits = frame[0];
        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        int samples = frame[5];
        if (width == 0 || height == 0 || samples is 0 or > 4 || bits is < 2 or > 16)
            return Corrupt("The JPEG has no width, no height or an impossible depth.");
        facts = new ImageFacts
        {
            Kind = FileKind.Jpeg,
            Columns = width,
            Rows = height,
            SamplesPerPixel = samples,
            BitsAllocated = bits > 8 ? 16 : 8,
            BitsStored = bits,
            Photometric = samples switch { 1 => "MONOCHROME2", 4 => "CMYK", _ => "YBR_FULL_422" },
            IsLossy = marker is not (0xC3 or 0xC7 or 0xCB or 0xCF or 0xF7),
        };
        return (long)width * height > limits.MaxImagePixels
            ? new Refusal(Codes.ImageTooLarge, $"The JPEG claims {width} × {height} pixels; the limit is {limits.MaxImagePixels}.")
            : null;
    }

    /// <summary>A Huffman-coded block of 8 × 8 costs two bits at least: one for its mean, one for its end.</summary>
    private static bool IsTooShort(ImageFacts facts, long codedBytes)
    {
        long blocks = ((facts.Columns + 7L) / 8) * ((facts.Rows + 7L) / 8);
        return codedBytes == 0 || (facts.IsLossy == true && codedBytes * 4 < blocks / facts.SamplesPerPixel);
    }

    private static bool EndsWell(ByteWindow window)
    {
        int tail = (int)Math.Min(window.Length, 256);
        return window.Peek(window.Length - tail, tail).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
    }

    private static Refusal Corrupt(string message) => new(Codes.ImageCorrupt, message);
}
