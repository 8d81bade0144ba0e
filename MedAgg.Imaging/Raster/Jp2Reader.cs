using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>Facts of a JPEG 2000 file or codestream by its SIZ segment (ISO/IEC 15444-1 annex A.5.1).</summary>
internal static class Jp2Reader
{
    private const int Searched = 256 * 1024;

    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits)
    {
        ReadOnlySpan<byte> head = window.Peek(0, (int)Math.Min(window.Length, Searched));
        int at = head.IndexOf((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]);
        if (at < 0 || at + 43 > head.Length)
            return RasterFacts.Refuse(window, path, FileKind.Jp2, Codes.ImageCorrupt, "The JPEG 2000 file holds no codestream header.");
        long width = (long)U32(head, at + 8) - U32(head, at + 16);
        long height = (long)U32(head, at + 12) - U32(head, at + 20);
        int samples = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 40)..]);
        int depth = head[at + 42];
        if (RasterFacts.Judge(width, height, limits) is { } refusal)
            return RasterFacts.Refuse(window, path, FileKind.Jp2, refusal.Code, refusal.Message);
        if (samples is 0 or > 16384)
            return RasterFacts.Refuse(window, path, FileKind.Jp2, Codes.ImageCorrupt, "The JPEG 2000 file has an impossible number of components.");
        int bits = (depth & 0x7F) + 1;
        ImageFacts facts = RasterFacts.Of(FileKind.Jp2, (int)width, (int)height, samples, bits, samples == 1 ? "MONOCHROME2" : samples == 3 ? "RGB" : null) with
        {
            BitsAllocated = bits > 8 ? 16 : 8,
            IsSigned = (depth & 0x80) != 0,
        };
        return new FileReading(path, window.Length, FileKind.Jp2) { Facts = facts };
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
