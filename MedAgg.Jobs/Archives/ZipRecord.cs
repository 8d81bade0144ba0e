using System.Buffers.Binary;

namespace MedAgg.Jobs.Archives;

/// <summary>One header of the central directory (APPNOTE 4.3.12), sizes and offset widened by its ZIP64 field.</summary>
internal sealed record ZipRecord
{
    public const int FixedBytes = 46;
    public const uint Signature = 0x02014B50;
    private const ushort Zip64Field = 0x0001;
    private const ushort UnicodePathField = 0x7075;
    private const uint Saturated = uint.MaxValue;

    public required ushort MadeBy { get; init; }

    public required ushort Flags { get; init; }

    public required ushort Method { get; init; }

    public required uint Crc32 { get; init; }

    public required ulong PackedBytes { get; init; }

    public required ulong SizeBytes { get; init; }

    public required ulong LocalAt { get; init; }

    public required uint Disk { get; init; }

    public required uint Attributes { get; init; }

    public required byte[] NameBytes { get; init; }

    public required string Name { get; init; }

    public required bool IsNameGuessed { get; init; }

    public bool IsEncrypted => (Flags & 0x41) != 0 || Method == 99;

    /// <summary>Whether sizes and CRC stand behind the data instead of before it.</summary>
    public bool HasDescriptor => (Flags & 0x08) != 0;

    /// <summary>Unix file type bits; 0 when the archive was not made on Unix.</summary>
    public uint UnixType => (MadeBy >> 8) is 3 or 19 ? (Attributes >> 16) & 0xF000 : 0;

    /// <summary>Length of name, extra fields and comment behind the fixed part.</summary>
    public static (int Name, int Extra, int Comment) LengthsOf(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(header[28..]), BinaryPrimitives.ReadUInt16LittleEndian(header[30..]), BinaryPrimitives.ReadUInt16LittleEndian(header[32..]));

    public static ZipRecord Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        ulong packed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        ulong at = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        uint disk = BinaryPrimitives.ReadUInt16LittleEndian(header[34..]);
        ReadOnlySpan<byte> wide = FieldOf(extra, Zip64Field);
        Widen(ref size, ref wide);
        Widen(ref packed, ref wide);
        Widen(ref at, ref wide);
        if (disk == ushort.MaxValue && wide.Length >= 4)
            disk = BinaryPrimitives.ReadUInt32LittleEndian(wide);

        string text = EntryName.Decode(UnicodeNameOf(extra, name), out bool isGuessed);
        return new()
        {
            MadeBy = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            PackedBytes = packed,
            SizeBytes = size,
            LocalAt = at,
            Disk = disk,
            Attributes = BinaryPrimitives.ReadUInt32LittleEndian(header[38..]),
            NameBytes = name.ToArray(),
            Name = text,
            IsNameGuessed = isGuessed,
        };
    }

    private static void Widen(ref ulong value, ref ReadOnlySpan<byte> wide)
    {
        if (value != Saturated || wide.Length < 8)
            return;
        value = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        wide = wide[8..];
    }

    // Info-ZIP writes the name a second time as UTF-8, with a CRC of the first one so that a stale copy shows.
    private static ReadOnlySpan<byte> UnicodeNameOf(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> field = FieldOf(extra, UnicodePathField);
        bool isFresh = field.Length > 5 && field[0] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Archives.Crc32.Of(name);
        return isFresh ? field[5..] : name;
    }

    private static ReadOnlySpan<byte> FieldOf(ReadOnlySpan<byte> extra, ushort id)
    {
        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
                return [];
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == id)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }
}
