using System.Buffers.Binary;

namespace MedAgg.Jobs.Archives;

/// <summary>CRC-32 of ZIP and gzip (polynomial 0x04C11DB7 reflected): by <see cref="Crc32Folding"/> where the processor can, else by tables, eight bytes a step.</summary>
internal struct Crc32
{
    private static readonly uint[][] Tables = MakeTables();

    private uint _rest;

    /// <summary>CRC of the bytes so far.</summary>
    public readonly uint Value => _rest;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32 crc = default;
        crc.Append(bytes);
        return crc.Value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~_rest;
        int folded = Crc32Folding.Fold(ref crc, bytes);
        _rest = ~ByTables(crc, bytes[folded..]);
    }

    internal static uint ByTables(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] t0 = Tables[0], t1 = Tables[1], t2 = Tables[2], t3 = Tables[3], t4 = Tables[4], t5 = Tables[5], t6 = Tables[6], t7 = Tables[7];
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
            crc = t0[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[8][];
        for (int t = 0; t < tables.Length; t++)
        {
            tables[t] = new uint[256];
            for (uint i = 0; i < 256; i++)
                tables[t][i] = t == 0 ? Step(i) : (tables[t - 1][i] >> 8) ^ tables[0][(byte)tables[t - 1][i]];
        }

        return tables;
    }

    private static uint Step(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        return value;
    }
}
