using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Tiff;

/// <summary>One image file directory of a TIFF or BigTIFF: its fields as numbers.</summary>
internal sealed class TiffDirectory
{
    private readonly Dictionary<ushort, (ushort Type, ulong Count, long Offset)> _fields = [];
    private readonly ByteWindow _window;
    private readonly TiffFormat _format;

    private TiffDirectory(ByteWindow window, TiffFormat format)
    {
        _window = window;
        _format = format;
    }

    public bool IsBigEndian => _format.IsBigEndian;

    public int Width => (int)Math.Min(Number(256) ?? 0, int.MaxValue);

    public int Height => (int)Math.Min(Number(257) ?? 0, int.MaxValue);

    /// <summary>Reads the directory at an offset. Null when it lies outside the file.</summary>
    public static TiffDirectory? Read(ByteWindow window, TiffFormat format, long at, out long next)
    {
        next = 0;
        int countBytes = format.IsBigTiff ? 8 : 2;
        int entryBytes = format.IsBigTiff ? 20 : 12;
        ReadOnlySpan<byte> head = window.Peek(at, countBytes);
        if (at < 8 || head.Length < countBytes)
            return null;
        ulong count = format.IsBigTiff ? format.U64(head) : format.U16(head);
        if (count > 4096)
            return null;
        TiffDirectory directory = new(window, format);
        for (ulong i = 0; i < count; i++)
        {
            long entry = at + countBytes + ((long)i * entryBytes);
            ReadOnlySpan<byte> field = window.Peek(entry, entryBytes);
            if (field.Length < entryBytes)
                return null;
            ushort type = format.U16(field[2..]);
            ulong values = format.IsBigTiff ? format.U64(field[4..]) : format.U32(field[4..]);
            int inline = format.IsBigTiff ? 12 : 8;
            UInt128 bytes = (UInt128)values * (uint)Size(type);
            long offset = bytes <= (UInt128)(format.IsBigTiff ? 8 : 4) ? entry + inline : (long)Math.Min(format.IsBigTiff ? format.U64(field[inline..]) : format.U32(field[inline..]), long.MaxValue);
            directory._fields[format.U16(field)] = (type, values, offset);
        }
        ReadOnlySpan<byte> tail = window.Peek(at + countBytes + ((long)count * entryBytes), format.IsBigTiff ? 8 : 4);
        if (tail.Length >= (format.IsBigTiff ? 8 : 4))
            next = (long)Math.Min(format.IsBigTiff ? format.U64(tail) : format.U32(tail), long.MaxValue);
        return directory;
    }

    public ulong Count(ushort tag) => _fields.TryGetValue(tag, out var field) ? field.Count : 0;

    /// <summary>One value of a field as a whole number; null when the field or the value is not there.</summary>
    public long? Number(ushort tag, ulong index = 0)
    {
        if (!_fields.TryGetValue(tag, out var field) || index >= field.Count)
            return null;
        int size = Size(field.Type);
        UInt128 at = (UInt128)(ulong)field.Offset + ((UInt128)index * (uint)size);
        if (at > long.MaxValue)
            return null;
        ReadOnlySpan<byte> bytes = _window.Peek((long)at, size);
        if (bytes.Length < size)
            return null;
        return field.Type switch
        {
            1 or 2 or 7 => bytes[0],
            6 => (sbyte)bytes[0],
            3 => _format.U16(bytes),
            8 => (short)_format.U16(bytes),
            4 or 13 => _format.U32(bytes),
            9 => (int)_format.U32(bytes),
            16 or 17 or 18 => (long)Math.Min(_format.U64(bytes), long.MaxValue),
            _ => null,
        };
    }

    private static int Size(ushort type) => type switch { 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 or 17 or 18 => 8, _ => 1 };
}

/// <summary>Byte order and flavour of a TIFF.</summary>
internal readonly record struct TiffFormat(bool IsBigEndian, bool IsBigTiff)
{
    public ushort U16(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint U32(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong U64(ReadOnlySpan<byte> bytes) => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
