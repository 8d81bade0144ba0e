using System.Buffers.Binary;
using System.IO.Compression;

namespace MedAgg.Flow.Tests;

/// <summary>Files as a careless or hostile source sends them, made in memory.</summary>
public static class Hostile
{
    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    /// <summary>A grey PNG that claims a size and holds the rows of another.</summary>
    public static byte[] Png(int claimedSide, int rows, byte shade = 128)
    {
        using var memory = new MemoryStream();
        memory.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, claimedSide);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), claimedSide);
        head[8] = 8; // bits; grey, deflate, no interlace
        Chunk(memory, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[Math.Min(claimedSide, 4096) + 1];
            Array.Fill(row, shade);
            row[0] = 0;
            for (int i = 0; i < rows; i++)
                zlib.Write(row);
        }

        Chunk(memory, "IDAT"u8, packed.ToArray());
        Chunk(memory, "IEND"u8, []);
        return memory.ToArray();
    }

    private static void Chunk(MemoryStream to, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        to.Write(type);
        to.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32([.. type, .. data]));
        to.Write(number);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
