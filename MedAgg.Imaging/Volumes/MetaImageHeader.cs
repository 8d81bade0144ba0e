using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Volumes;

/// <summary>The header of a MetaImage, .mha or .mhd: lines of <c>Key = Value</c>, ended by ElementDataFile.</summary>
internal static class MetaImageHeader
{
    private const int MostBytes = 64 * 1024;

    public static Reading<VolumeHeader> Read(ByteWindow window)
    {
        byte[] head = window.Copy(0, (int)Math.Min(window.Length, MostBytes));
        VolumeHeader header = new() { Kind = FileKind.MetaImage };
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        while (at < head.Length && !fields.ContainsKey("ElementDataFile"))
        {
            int length = head.AsSpan(at).IndexOf((byte)'\n');
            length = length < 0 ? head.Length - at : length;
            string line = Encoding.Latin1.GetString(head, at, length);
            at = Math.Min(at + length + 1, head.Length);
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
                fields[line[..sign].Trim()] = line[(sign + 1)..].Trim();
        }
        if (!fields.TryGetValue("ElementDataFile", out string? file) || !fields.TryGetValue("DimSize", out string? sizes) || !fields.TryGetValue("ElementType", out string? type))
            return new Refusal(Codes.VolumeMalformed, "The MetaImage header lacks DimSize, ElementType or ElementDataFile.");
        header.Sizes = [.. sizes.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(17).Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0)];
        header.Type = Type(type);
        header.Samples = int.TryParse(fields.GetValueOrDefault("ElementNumberOfChannels"), NumberStyles.None, CultureInfo.InvariantCulture, out int channels) ? Math.Clamp(channels, 1, 1024) : 1;
        header.IsBigEndian = IsTrue(fields.GetValueOrDefault("BinaryDataByteOrderMSB")) || IsTrue(fields.GetValueOrDefault("ElementByteOrderMSB"));
        header.Packing = IsTrue(fields.GetValueOrDefault("CompressedData")) ? VoxelPacking.Zlib : fields.GetValueOrDefault("BinaryData") is { } binary && !IsTrue(binary) ? VoxelPacking.Text : VoxelPacking.Raw;
        header.SpacingMm = [.. (fields.GetValueOrDefault("ElementSpacing") ?? fields.GetValueOrDefault("ElementSize") ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(17).Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        bool isLocal = file.Equals("LOCAL", StringComparison.OrdinalIgnoreCase);
        header.DataFile = isLocal ? null : file;
        header.DataOffset = isLocal ? at : 0;
        if (long.TryParse(fields.GetValueOrDefault("HeaderSize"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long skip) && skip != 0)
            header.DataOffset = skip < 0 ? -1 : isLocal ? at : skip;
        return header;
    }

    private static bool IsTrue(string? text) => text is not null && (text.StartsWith("True", StringComparison.OrdinalIgnoreCase) || text == "1");

    private static PixelType? Type(string type) => type switch
    {
        "MET_UCHAR" => PixelType.U8,
        "MET_CHAR" => PixelType.I8,
        "MET_SHORT" => PixelType.I16,
        "MET_USHORT" => PixelType.U16,
        "MET_INT" or "MET_LONG" => PixelType.I32,
        "MET_UINT" or "MET_ULONG" => PixelType.U32,
        "MET_LONG_LONG" => PixelType.I64,
        "MET_ULONG_LONG" => PixelType.U64,
        "MET_FLOAT" => PixelType.F32,
        "MET_DOUBLE" => PixelType.F64,
        _ => null,
    };
}
