namespace MedAgg.Jobs.Archives;

/// <summary>The fixed numbers of deflate (RFC 1951, 3.2.5 to 3.2.7) as table entries.</summary>
internal static class InflateCodes
{
    public const int LiteralSymbols = 288;
    public const int DistanceSymbols = 32;
    public const int LengthCodeSymbols = 19;
    private const int FirstLength = 257;

    /// <summary>The order in which the lengths of the code-length code are written.</summary>
    public static ReadOnlySpan<byte> LengthCodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Literals, the end of a block, and lengths: bits 6-9 extra bits, 10-18 the base. Symbols 286 and 287 mean nothing.</summary>
    public static uint[] LiteralMeanings { get; } = MakeLiterals();

    /// <summary>Distances: bits 6-9 extra bits, 10-24 the base. Symbols 30 and 31 mean nothing.</summary>
    public static uint[] DistanceMeanings { get; } = MakeDistances();

    /// <summary>The numbers of the code-length code: the symbol in bits 6-10.</summary>
    public static uint[] LengthCodeMeanings { get; } = [.. Enumerable.Range(0, LengthCodeSymbols).Select(symbol => (uint)symbol << 6)];

    /// <summary>Lengths of the fixed literal code.</summary>
    public static byte[] FixedLiterals { get; } = [.. Enumerable.Range(0, LiteralSymbols).Select(symbol => (byte)(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))];

    /// <summary>Lengths of the fixed distance code.</summary>
    public static byte[] FixedDistances { get; } = [.. Enumerable.Repeat((byte)5, DistanceSymbols)];

    private static uint[] MakeLiterals()
    {
        uint[] meanings = new uint[LiteralSymbols];
        for (int value = 0; value < 256; value++)
            meanings[value] = InflateTable.LiteralOf(value);
        meanings[256] = InflateTable.End;
        uint length = 3;
        for (int i = 0; i < 28; i++)
        {
            uint extra = i < 8 ? 0 : ((uint)i >> 2) - 1;
            meanings[FirstLength + i] = (length << 10) | (extra << 6);
            length += 1U << (int)extra;
        }

        meanings[FirstLength + 28] = 258 << 10;
        return meanings;
    }

    private static uint[] MakeDistances()
    {
        uint[] meanings = new uint[DistanceSymbols];
        uint distance = 1;
        for (int i = 0; i < 30; i++)
        {
            uint extra = i < 4 ? 0 : ((uint)i >> 1) - 1;
            meanings[i] = (distance << 10) | (extra << 6);
            distance += 1U << (int)extra;
        }

        return meanings;
    }
}
