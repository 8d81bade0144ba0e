using System.Globalization;
using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Volumes;

/// <summary>The header of an NRRD file, attached or detached (teem.sourceforge.net/nrrd/format.html).</summary>
internal static class NrrdHeader
{
    private const int MostBytes = 256 * 1024;

    public static Reading<VolumeHeader> Read(ByteWindow window)
    {
        byte[] head = window.Copy(0, (int)Math.Min(window.Length, MostBytes));
        int end = head.AsSpan().IndexOf("\n\n"u8);
        int endCr = head.AsSpan().IndexOf("\r\n\r\n"u8);
        bool isCr = endCr >= 0 && (end < 0 || endCr < end);
        int textEnd = isCr ? endCr : end >= 0 ? end : head.Length;
        VolumeHeader header = new() { Kind = FileKind.Nrrd, Packing = VoxelPacking.Unknown, DataOffset = Math.Min(textEnd + (isCr ? 4 : 2), head.Length) };
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string line in Encoding.Latin1.GetString(head, 0, textEnd).Split('\n').Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#' || colon < 0 || (colon + 1 < line.Length && line[colon + 1] == '='))
                continue;
            fields[line[..colon].Trim().ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)] = line[(colon + 1)..].Trim();
        }
        if (!fields.TryGetValue("sizes", out string? sizes) || !fields.TryGetValue("type", out string? type))
            return new Refusal(Codes.VolumeMalformed, "The NRRD header names no sizes or no type.");
        header.Sizes = Numbers(sizes);
        if (fields.TryGetValue("dimension", out string? dimension) && dimension != header.Sizes.Length.ToString(CultureInfo.InvariantCulture))
            return new Refusal(Codes.VolumeMalformed, "The NRRD header names another number of sizes than of dimensions.");
        header.Type = Type(type);
        header.IsBigEndian = fields.GetValueOrDefault("endian") == "big";
        header.Packing = fields.GetValueOrDefault("encoding") switch { "raw" => VoxelPacking.Raw, "gzip" or "gz" => VoxelPacking.Gzip, "bzip2" or "bz2" => VoxelPacking.Bzip2, "ascii" or "text" or "txt" => VoxelPacking.Text, "hex" => VoxelPacking.Hex, _ => VoxelPacking.Unknown };
        if (fields.GetValueOrDefault("datafile") is { Length: > 0 } file)
            (header.DataFile, header.DataOffset) = (file, 0);
        if (int.TryParse(fields.GetValueOrDefault("lineskip"), NumberStyles.None, CultureInfo.InvariantCulture, out int lines))
            header.SkippedLines = Math.Min(lines, MostBytes);
        if (fields.TryGetValue("byteskip", out string? skip) && long.TryParse(skip, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long bytes))
            header.DataOffset = bytes == -1 ? -1 : header.DataOffset + Math.Max(0, bytes);
        Axes(header, fields);
        return header;
    }

    /// <summary>Moves a vector or colour axis that comes first into the samples, and finds the spacing of the space axes.</summary>
    private static void Axes(VolumeHeader header, Dictionary<string, string> fields)
    {
        string[] kinds = (fields.GetValueOrDefault("kinds") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] spacing = new double[header.Sizes.Length];
        Array.Fill(spacing, double.NaN);
        string[] directions = (fields.GetValueOrDefault("spacedirections") ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        string[] spacings = (fields.GetValueOrDefault("spacings") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int axis = 0; axis < spacing.Length; axis++)
        {
            if (axis < directions.Length)
                spacing[axis] = Length(directions[axis]);
            else if (axis < spacings.Length && double.TryParse(spacings[axis], NumberStyles.Float, CultureInfo.InvariantCulture, out double step))
                spacing[axis] = Math.Abs(step);
        }
        bool isVectorFirst = kinds.Length > 0 && header.Sizes.Length > 2 && header.Sizes[0] is >= 1 and <= 4 && kinds[0] is "vector" or "list" or "RGB-color" or "RGBA-color" or "3-color" or "4-color" or "complex";
        header.SpacingMm = isVectorFirst ? spacing[1..] : spacing;
        if (!isVectorFirst)
            return;
        header.Samples = (int)header.Sizes[0];
        header.Sizes = header.Sizes[1..];
    }

    private static double Length(string vector)
    {
        double[] parts = [.. vector.Trim('(', ')').Split(',').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        return Math.Sqrt(parts.Sum(p => p * p));
    }

    private static long[] Numbers(string text) =>
        [.. text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Take(17).Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0)];

    private static PixelType? Type(string type) => type switch
    {
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => PixelType.U8,
        "signed char" or "int8" or "int8_t" => PixelType.I8,
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => PixelType.I16,
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => PixelType.U16,
        "int" or "signed int" or "int32" or "int32_t" => PixelType.I32,
        "uint" or "unsigned int" or "uint32" or "uint32_t" => PixelType.U32,
        "longlong" or "long long" or "int64" or "int64_t" => PixelType.I64,
        "ulonglong" or "unsigned long long" or "uint64" or "uint64_t" => PixelType.U64,
        "float" => PixelType.F32,
        "double" => PixelType.F64,
        _ => null,
    };
}
