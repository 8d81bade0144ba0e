using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Png;

/// <summary>The CRC-32 of PNG chunks (PNG specification, annex D).</summary>
internal static class PngCrc
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => Update(Update(0xFFFFFFFF, first), second) ^ 0xFFFFFFFF;

    /// <summary>Checks a chunk in its file: four bytes of type before the data, four bytes of checksum behind.</summary>
    public static bool Fits(ByteSource source, long offset, uint length)
    {
        byte[] buffer = new byte[32 * 1024];
        uint crc = 0xFFFFFFFF;
        long end = offset + length;
        for (long at = offset - 4; at < end;)
        {
            int count = source.Read(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)));
            if (count == 0)
                return false;
            crc = Update(crc, buffer.AsSpan(0, count));
            at += count;
        }
        return source.Read(end, buffer.AsSpan(0, 4)) == 4 && (crc ^ 0xFFFFFFFF) == BinaryPrimitives.ReadUInt32BigEndian(buffer);
    }

    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++)
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
