namespace MedAgg.Imaging.Png;

/// <summary>The CRC-32 of PNG chunks (PNG specification, annex D).</summary>
internal static class PngCrc
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => Update(Update(0xFFFFFFFF, first), second) ^ 0xFFFFFFFF;

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
