using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>Facts of a WebP by the first chunk of its container.</summary>
internal static class WebpReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits)
    {
        ReadOnlySpan<byte> head = window.Peek(0, 30);
        if (head.Length < 30)
            return RasterFacts.Refuse(window, path, FileKind.Webp, Codes.ImageCorrupt, "The WebP ends inside its header.");
        (int width, int height, bool? isLossy) = head[12..16] switch
        {
            [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => (1 + U24(head[24..]), 1 + U24(head[27..]), (bool?)null),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(head[21..])),
            [(byte)'V', (byte)'P', (byte)'8', (byte)' '] => (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF, true),
            _ => (0, 0, null),
        };
        if (RasterFacts.Judge(width, height, limits) is { } refusal)
            return RasterFacts.Refuse(window, path, FileKind.Webp, refusal.Code, refusal.Message);
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        ReadWarning[] warnings = declared + 8L > window.Length ? [new ReadWarning(Codes.ImageCorrupt, "The WebP is shorter than its header says.")] : [];
        ImageFacts facts = RasterFacts.Of(FileKind.Webp, width, height, 3, 8, "RGB") with { IsLossy = isLossy };
        return new FileReading(path, window.Length, FileKind.Webp) { Facts = facts, Warnings = warnings };
    }

    private static (int Width, int Height, bool? IsLossy) Lossless(uint bits) => (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), false);

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
