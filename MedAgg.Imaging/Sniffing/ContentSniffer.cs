using System.Buffers.Binary;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Sniffing;

/// <summary>What the first bytes say.</summary>
/// <param name="Kind">Kind, as far as magic numbers go.</param>
/// <param name="Subkind">For <see cref="FileKind.Other"/>.</param>
internal readonly record struct Sniffed(FileKind Kind, string? Subkind = null);

/// <summary>Recognises formats by their magic numbers. DICOM and what lies inside gzip are asked elsewhere.</summary>
internal static class ContentSniffer
{
    /// <param name="head">First 4 KiB, or all of a smaller file.</param>
    /// <param name="length">Size of the whole file.</param>
    public static Sniffed Sniff(ReadOnlySpan<byte> head, long length)
    {
        if (length == 0)
            return new(FileKind.Other, Subkind.Empty);
        return Image(head) ?? Volume(head, length) ?? Container(head) ?? Foreign(head) ?? TextSniffer.Sniff(head);
    }

    private static Sniffed? Image(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) || (head.Length < 8 && head.Length >= 4 && head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])))
            return new(FileKind.Png);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && (head.Length < 3 || head[2] == 0xFF))
            return new(FileKind.Jpeg);
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || head.StartsWith("II+\0"u8) || head.StartsWith("MM\0+"u8))
            return new(FileKind.Tiff);
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return new(FileKind.Gif);
        if (head.StartsWith("BM"u8) && head.Length >= 26 && BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124)
            return new(FileKind.Bmp);
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8))
            return new(FileKind.Webp);
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P', 0x20, 0x20]) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return new(FileKind.Jp2);
        if (head.Length > 3 && head[0] == 'P' && head[1] is >= (byte)'1' and <= (byte)'6' && head[2] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            return new(FileKind.Pgm);
        return null;
    }

    private static Sniffed? Volume(ReadOnlySpan<byte> head, long length)
    {
        if (head.StartsWith("NRRD0"u8))
            return new(FileKind.Nrrd);
        if (MetaImageSign(head))
            return new(FileKind.MetaImage);
        if (head.Length < 348)
            return null;
        if (head[344..348].SequenceEqual("n+1\0"u8) || head[344..348].SequenceEqual("ni1\0"u8))
            return new(FileKind.Nifti);
        if (head[4..8].SequenceEqual("n+2\0"u8) || head[4..8].SequenceEqual("ni2\0"u8))
            return new(FileKind.Nifti);
        return IsAnalyze(head) && length >= 348 ? new(FileKind.Analyze) : null;
    }

    /// <summary>An ANALYZE 7.5 header: its size first, one to seven axes, a data type that exists.</summary>
    private static bool IsAnalyze(ReadOnlySpan<byte> head)
    {
        bool big = BinaryPrimitives.ReadInt32BigEndian(head) == 348;
        if (!big && BinaryPrimitives.ReadInt32LittleEndian(head) != 348)
            return false;
        short axes = Short(head, 40, big);
        return axes is >= 1 and <= 7 && Short(head, 42, big) > 0;
    }

    private static short Short(ReadOnlySpan<byte> head, int at, bool big) =>
        big ? BinaryPrimitives.ReadInt16BigEndian(head[at..]) : BinaryPrimitives.ReadInt16LittleEndian(head[at..]);

    /// <summary>MetaImage headers are lines of <c>Key = Value</c>; one of the first keys is NDims or ObjectType.</summary>
    private static bool MetaImageSign(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> start = head[..Math.Min(head.Length, 512)];
        bool hasKey = start.StartsWith("ObjectType"u8) || start.StartsWith("NDims"u8) || start.StartsWith("Comment"u8);
        return hasKey && (start.IndexOf("NDims"u8) >= 0 || head.IndexOf("DimSize"u8) >= 0) && start.IndexOf((byte)'=') > 0;
    }

    private static Sniffed? Container(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8))
            return ZipSniffer.Sniff(head);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
            return new(FileKind.Gzip);
        if (head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9' && (head[4..10].SequenceEqual((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) || head[4..10].SequenceEqual((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90])))
            return new(FileKind.Bzip2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            return new(FileKind.Xz);
        return TarSniffer.IsTar(head) ? new(FileKind.Tar) : null;
    }

    private static Sniffed? Foreign(ReadOnlySpan<byte> head)
    {
        string? subkind =
            head.StartsWith("%PDF-"u8) ? Subkind.Pdf
            : head.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']) ? Subkind.Npy
            : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]) ? Subkind.Hdf5
            : head.StartsWith("CDF\u0001"u8) || head.StartsWith("CDF\u0002"u8) ? Subkind.NetCdf
            : head.StartsWith("MATLAB 5.0"u8) ? Subkind.Matlab
            : head.StartsWith("SQLite format 3\0"u8) ? Subkind.Sqlite
            : head.StartsWith("PAR1"u8) ? Subkind.Parquet
            : head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]) ? Subkind.SevenZip
            : head.StartsWith("Rar!\u001A\u0007"u8) ? Subkind.Rar
            : head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? Subkind.Zstandard
            : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? Subkind.Office
            : head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']) ? Subkind.Executable
            : head.StartsWith("TRACK\0"u8) ? Subkind.TrackVis
            : head.StartsWith("mrtrix tracks"u8) ? Subkind.Tck
            : head.StartsWith("MATRIX7"u8) ? Subkind.Ecat
            : head.Length >= 40 && head[36..40].SequenceEqual("acsp"u8) ? Subkind.Icc
            : head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) ? Subkind.Video
            : head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("AVI "u8) ? Subkind.Video
            : null;
        return subkind is null ? null : new Sniffed(FileKind.Other, subkind);
    }
}
