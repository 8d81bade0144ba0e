using System.Buffers.Binary;
using System.Text;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Jobs.Tables;

/// <summary>Reads the directory of an OLE compound file ([MS-CFB]), the wrapper of old and of password-protected workbooks, and no further.</summary>
internal static class CompoundFile
{
    private const int HeaderBytes = 512;
    private const int EntryBytes = 128;
    private const int HeaderFatEntries = 109;
    private const int MostDirectorySectors = 4096;
    private const uint LastSector = 0xFFFF_FFFA; // larger numbers mark ends and free sectors

    private static ReadOnlySpan<byte> Magic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static bool Is(ByteSource source)
    {
        Span<byte> head = stackalloc byte[8];
        return source.Read(0, head) == 8 && head.SequenceEqual(Magic);
    }

    public static TableVerdict Judge(ByteSource source)
    {
        List<string> names = [];
        bool isWhole = ReadNames(source, names);
        if (names.Contains("EncryptedPackage") || names.Contains("EncryptionInfo"))
            return TableVerdict.Refuse(TableCodes.Encrypted, "The workbook is protected by a password; save it without one and send it again.");
        if (!isWhole)
            return TableVerdict.Refuse(TableCodes.Malformed, "The workbook's allocation table is damaged.");
        return names.Contains("Workbook") || names.Contains("Book")
            ? TableVerdict.Sound
            : TableVerdict.Refuse(TableCodes.Malformed, "The file is named like a workbook and holds none.");
    }

    /// <summary>Collects the names in the directory.</summary>
    /// <returns>False when its chain of sectors is broken.</returns>
    private static bool ReadNames(ByteSource source, List<string> names)
    {
        byte[] header = new byte[HeaderBytes];
        if (source.Read(0, header) < HeaderBytes)
            return false;
        int shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (shift is not (9 or 12))
            return false;
        int sectorBytes = 1 << shift;
        byte[] sector = new byte[sectorBytes];
        HashSet<uint> seen = [];
        uint at = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        while (at < LastSector)
        {
            if (seen.Count == MostDirectorySectors || !seen.Add(at))
                return false;
            int read = source.Read((at + 1L) << shift, sector);
            AddNames(sector.AsSpan(0, read), names);
            if (read < sectorBytes || Next(source, header, at, shift) is not { } next)
                return false;
            at = next;
        }

        return true;
    }

    private static void AddNames(ReadOnlySpan<byte> sector, List<string> names)
    {
        for (int i = 0; i + EntryBytes <= sector.Length; i += EntryBytes)
        {
            ReadOnlySpan<byte> entry = sector.Slice(i, EntryBytes);
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]);
            if (entry[66] != 0 && nameBytes is > 2 and <= 64)
                names.Add(Encoding.Unicode.GetString(entry[..(nameBytes - 2)]));
        }
    }

    // The chains of very large files go on outside the header; a directory does not lie that far behind.
    private static uint? Next(ByteSource source, ReadOnlySpan<byte> header, uint sector, int shift)
    {
        int perSector = 1 << (shift - 2);
        long table = sector / perSector;
        if (table >= HeaderFatEntries)
            return null;
        uint fat = BinaryPrimitives.ReadUInt32LittleEndian(header[(int)(76 + (4 * table))..]);
        Span<byte> next = stackalloc byte[4];
        if (fat >= LastSector || source.Read(((fat + 1L) << shift) + (4L * (sector % perSector)), next) < 4)
            return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(next);
    }
}
