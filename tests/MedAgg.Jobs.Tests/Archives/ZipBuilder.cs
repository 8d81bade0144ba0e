using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>Writes ZIPs byte by byte, so that a test can lie in any field.</summary>
internal sealed class ZipBuilder
{
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _directory = [];
    private int _count;

    public sealed record Lies
    {
        public ushort Method { get; init; } = 8;

        public ushort Flags { get; init; }

        public uint? SizeBytes { get; init; }

        public uint? Crc32 { get; init; }

        public string? LocalName { get; init; }

        public uint? LocalAt { get; init; }

        public uint Attributes { get; init; }

        public byte[]? NameBytes { get; init; }
    }

    public ZipBuilder Add(string name, byte[] content, Lies? lies = null)
    {
        lies ??= new();
        byte[] packed = lies.Method == 8 ? Deflate(content) : content;
        byte[] nameBytes = lies.NameBytes ?? Encoding.UTF8.GetBytes(name);
        byte[] localName = lies.LocalName is null ? nameBytes : Encoding.UTF8.GetBytes(lies.LocalName);
        uint crc = lies.Crc32 ?? Crc32.Of(content);
        uint size = lies.SizeBytes ?? (uint)content.Length;
        uint at = lies.LocalAt ?? (uint)_bytes.Count;

        byte[] local = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034B50);
        WriteCommon(local.AsSpan(4), lies, crc, (uint)packed.Length, size, localName.Length);
        _bytes.AddRange(local);
        _bytes.AddRange(localName);
        _bytes.AddRange(packed);

        byte[] central = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(central, 0x02014B50);
        BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(4), 3 << 8);
        WriteCommon(central.AsSpan(6), lies, crc, (uint)packed.Length, size, nameBytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(38), lies.Attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(42), at);
        _directory.AddRange(central);
        _directory.AddRange(nameBytes);
        _count++;
        return this;
    }

    public ZipBuilder Add(string name, string content, Lies? lies = null) => Add(name, Encoding.UTF8.GetBytes(content), lies);

    public byte[] Build()
    {
        byte[] end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)_count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)_count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)_bytes.Count);
        return [.. _bytes, .. _directory, .. end];
    }

    private static void WriteCommon(Span<byte> target, Lies lies, uint crc, uint packed, uint size, int nameLength)
    {
        target[0] = 20;
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], lies.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], lies.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(target[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(target[14..], packed);
        BinaryPrimitives.WriteUInt32LittleEndian(target[18..], size);
        BinaryPrimitives.WriteUInt16LittleEndian(target[22..], (ushort)nameLength);
    }

    private static byte[] Deflate(byte[] content)
    {
        MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }
}
