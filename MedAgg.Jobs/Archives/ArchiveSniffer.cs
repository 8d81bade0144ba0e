using System.Text;

namespace MedAgg.Jobs.Archives;

/// <summary>Tells archives and wrappers by their first bytes.</summary>
public static class ArchiveSniffer
{
    /// <summary>Number of first bytes that are enough.</summary>
    public const int HeadBytes = 512;

    private static readonly string[] ArchiveEndings = [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".npz"];

    /// <summary>Kind by content. Documents that are ZIPs inside (office files, npz) are kind ZIP as well.</summary>
    public static ArchiveKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("PK\x07\x08"u8) || head.StartsWith("PK\x06\x06"u8))
            return ArchiveKind.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return ArchiveKind.Gzip;
        if (head.StartsWith("BZh"u8) && head.Length > 3 && head[3] is >= (byte)'1' and <= (byte)'9')
            return ArchiveKind.Bzip2;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            return ArchiveKind.Xz;
        if (head.StartsWith("Rar!\x1A\x07"u8))
            return ArchiveKind.Rar;
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]))
            return ArchiveKind.SevenZip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return ArchiveKind.Zstandard;
        return IsTar(head) ? ArchiveKind.Tar : ArchiveKind.None;
    }

    /// <summary>Whether a path ends as archives of datasets do. Only such entries of an archive are opened as archives again.</summary>
    public static bool LooksLikeArchive(string path) =>
        Array.Exists(ArchiveEndings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    internal static bool IsWrapper(ArchiveKind kind) => kind is ArchiveKind.Gzip or ArchiveKind.Bzip2 or ArchiveKind.Xz;

    // A TAR begins with "ustar" at 257 since 1988; an empty one is all zeros, which many other files begin with, so that needs the name.
    private static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length >= TarHeader.BlockBytes && (head.Slice(257, 5).SequenceEqual(Encoding.ASCII.GetBytes("ustar")) || TarHeader.HasRightChecksum(head));
}
