using System.Buffers.Binary;
using System.Text;

namespace MedAgg.Jobs.Collections;

/// <summary>
/// The heads of a ZIP as PKWARE's APPNOTE has them (4.3.7, 4.3.12, 4.3.14–16, 4.5.3), with nothing that depends on when or where they are written:
/// one fixed time, made by Unix, mode 0644, UTF-8 names, ZIP64 only where a number needs it.
/// </summary>
internal static class ZipHeads
{
    public const int CrcPosition = 14; // inside a local head

    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const uint EndSignature = 0x06054b50;
    private const ushort Plain = 20;
    private const ushort Zip64 = 45;
    private const ushort MadeByUnix = (3 << 8) | Zip64;
    private const ushort Utf8Names = 1 << 11;
    private const ushort FirstDay = (1 << 5) | 1; // 1980-01-01, the earliest that ZIP can say
    private const uint PlainFile0644 = 0x81A4u << 16;
    private const uint Max32 = uint.MaxValue;
    private const ushort Max16 = ushort.MaxValue;

    public static byte[] Local(ZipEntry entry)
    {
        bool large = IsLarge(entry);
        Fields fields = new();
        fields.Put32(LocalSignature).Put16(large ? Zip64 : Plain).Put16(Utf8Names).Put16(entry.Method).Put16(0).Put16(FirstDay).Put32(entry.Crc32);
        fields.Put32(large ? Max32 : (uint)entry.PackedBytes).Put32(large ? Max32 : (uint)entry.SizeBytes);
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        fields.Put16((ushort)name.Length).Put16((ushort)(large ? 20 : 0)).Put(name);
        if (large)
            fields.Put16(1).Put16(16).Put64(entry.SizeBytes).Put64(entry.PackedBytes);
        return fields.ToArray();
    }

    public static byte[] Central(ZipEntry entry)
    {
        bool large = IsLarge(entry);
        bool far = entry.Offset >= Max32;
        int extra = (large ? 16 : 0) + (far ? 8 : 0);
        Fields fields = new();
        fields.Put32(CentralSignature).Put16(MadeByUnix).Put16(large || far ? Zip64 : Plain).Put16(Utf8Names).Put16(entry.Method).Put16(0).Put16(FirstDay).Put32(entry.Crc32);
        fields.Put32(large ? Max32 : (uint)entry.PackedBytes).Put32(large ? Max32 : (uint)entry.SizeBytes);
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        fields.Put16((ushort)name.Length).Put16((ushort)(extra > 0 ? extra + 4 : 0)).Put16(0).Put16(0).Put16(0).Put32(PlainFile0644);
        fields.Put32(far ? Max32 : (uint)entry.Offset).Put(name);
        if (extra > 0)
            fields.Put16(1).Put16((ushort)extra);
        if (large)
            fields.Put64(entry.SizeBytes).Put64(entry.PackedBytes);
        if (far)
            fields.Put64(entry.Offset);
        return fields.ToArray();
    }

    public static byte[] End(long entries, long directoryOffset, long directoryBytes)
    {
        Fields fields = new();
        if (entries >= Max16 || directoryOffset >= Max32 || directoryBytes >= Max32)
        {
            fields.Put32(End64Signature).Put64(44).Put16(MadeByUnix).Put16(Zip64).Put32(0).Put32(0).Put64(entries).Put64(entries).Put64(directoryBytes).Put64(directoryOffset);
            fields.Put32(Locator64Signature).Put32(0).Put64(directoryOffset + directoryBytes).Put32(1);
        }

        ushort count = (ushort)Math.Min(entries, Max16);
        fields.Put32(EndSignature).Put16(0).Put16(0).Put16(count).Put16(count);
        fields.Put32((uint)Math.Min(directoryBytes, Max32)).Put32((uint)Math.Min(directoryOffset, Max32)).Put16(0);
        return fields.ToArray();
    }

    private static bool IsLarge(ZipEntry entry) => entry.SizeBytes >= Max32 || entry.PackedBytes >= Max32;

    /// <summary>Little-endian numbers one after the other.</summary>
    private sealed class Fields
    {
        private readonly List<byte> _bytes = [];

        public Fields Put16(ushort value)
        {
            Span<byte> bytes = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            _bytes.AddRange(bytes);
            return this;
        }

        public Fields Put32(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            _bytes.AddRange(bytes);
            return this;
        }

        public Fields Put64(long value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            _bytes.AddRange(bytes);
            return this;
        }

        public Fields Put(byte[] bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
