using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>Facts of PBM, PGM and PPM.</summary>
internal static class NetpbmReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits)
    {
        if (Head(window) is not { } head)
            return RasterFacts.Refuse(window, path, FileKind.Pgm, Codes.ImageCorrupt, "The header of the PGM cannot be read.");
        if (RasterFacts.Judge(head.Width, head.Height, limits) is { } refusal)
            return RasterFacts.Refuse(window, path, FileKind.Pgm, refusal.Code, refusal.Message);
        int samples = head.Format is 3 or 6 ? 3 : 1;
        int bits = head.Format is 1 or 4 ? 1 : head.Most > 255 ? 16 : 8;
        ImageFacts facts = RasterFacts.Of(FileKind.Pgm, (int)head.Width, (int)head.Height, samples, bits, samples == 3 ? "RGB" : bits == 1 ? "MONOCHROME1" : "MONOCHROME2") with
        {
            IsLossy = false,
            ByteOrder = ByteOrder.BigEndian,
        };
        long need = head.Format < 4 ? 0 : head.Format == 4 ? (head.Width + 7) / 8 * head.Height : head.Width * head.Height * samples * (bits / 8);
        ReadWarning[] warnings = head.Offset + need > window.Length ? [new ReadWarning(Codes.ImageCorrupt, "The PGM ends before its last row.")] : [];
        return new FileReading(path, window.Length, FileKind.Pgm) { Facts = facts, Warnings = warnings };
    }

    /// <summary>Format digit, extents, largest value and first byte of the pixels.</summary>
    public static (int Format, long Width, long Height, int Most, long Offset)? Head(ByteWindow window)
    {
        ReadOnlySpan<byte> bytes = window.Peek(0, (int)Math.Min(window.Length, 4096));
        int format = bytes[1] - '0';
        int at = 2;
        Span<long> numbers = stackalloc long[3];
        int wanted = format is 1 or 4 ? 2 : 3;
        for (int i = 0; i < wanted; i++)
        {
            if (!Number(bytes, ref at, out numbers[i]))
                return null;
        }
        long most = wanted == 3 ? numbers[2] : 1;
        return most is < 1 or > 65535 ? null : (format, numbers[0], numbers[1], (int)most, at + 1);
    }

    private static bool Number(ReadOnlySpan<byte> bytes, ref int at, out long number)
    {
        number = 0;
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'#')
        {
            if (bytes[at] == '#')
            {
                while (at < bytes.Length && bytes[at] != '\n')
                    at++;
            }
            else
            {
                at++;
            }
        }
        int start = at;
        while (at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9' && number < int.MaxValue)
            number = (number * 10) + (bytes[at++] - '0');
        return at > start && at < bytes.Length;
    }
}
