using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>Facts of a Windows bitmap.</summary>
internal static class BmpReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits)
    {
        ReadOnlySpan<byte> head = window.Peek(0, 54);
        if (head.Length < 26)
            return Refuse(window, path, "The bitmap ends inside its header.");
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(head[10..]);
        bool isCore = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) == 12;
        if (!isCore && head.Length < 34)
            return Refuse(window, path, "The bitmap ends inside its header.");
        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(head[18..]) : BinaryPrimitives.ReadInt32LittleEndian(head[18..]);
        long height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(head[20..]) : BinaryPrimitives.ReadInt32LittleEndian(head[22..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head[(isCore ? 24 : 28)..]);
        uint compression = isCore ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(head[30..]);
        if (width < 0)
            return Refuse(window, path, "The bitmap has a negative width.");
        height = Math.Abs(height); // negative: rows from the top
        if (RasterFacts.Judge(width, height, limits) is { } refusal)
            return RasterFacts.Refuse(window, path, FileKind.Bmp, refusal.Code, refusal.Message);
        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32) || offset >= window.Length)
            return Refuse(window, path, "The bitmap has an impossible depth or its pixels lie behind its end.");
        ImageFacts facts = RasterFacts.Of(FileKind.Bmp, (int)width, (int)height, bits > 8 ? 3 : 1, bits > 8 ? 8 : bits, bits > 8 ? "RGB" : "PALETTE COLOR");
        long need = compression == 0 ? ((width * bits) + 31) / 32 * 4 * height : 0;
        ReadWarning[] warnings = offset + need > window.Length ? [new ReadWarning(Codes.ImageCorrupt, "The bitmap ends before its last row.")] : [];
        return new FileReading(path, window.Length, FileKind.Bmp) { Facts = facts, Warnings = warnings };
    }

    private static FileReading Refuse(ByteWindow window, string path, string message) => RasterFacts.Refuse(window, path, FileKind.Bmp, Codes.ImageCorrupt, message);
}
