using System.Buffers.Binary;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Inflates an entry that lies in memory as a whole (RFC 1951). Knowing both ends, it looks up two literals at a time and checks bounds once for many symbols,
/// which a stream that is fed in pieces cannot do. Not safe for use by two threads at once.
/// </summary>
internal sealed class Inflater
{
    /// <summary>Bits of a literal or length that are looked up at once.</summary>
    public const int LiteralBits = 11;

    /// <summary>Bits of a distance that are looked up at once.</summary>
    public const int DistanceBits = 8;

    private const int LengthCodeBits = 7;
    private const int MostLiteralLengths = 286;
    private const int MostDistanceLengths = 30;
    private const int EndOfBlock = 256;

    [ThreadStatic]
    private static Inflater? _ofThread;

    private readonly InflateTable _literals = new(LiteralBits, InflateCodes.LiteralSymbols);
    private readonly InflateTable _distances = new(DistanceBits, InflateCodes.DistanceSymbols);
    private readonly InflateTable _lengthCodes = new(LengthCodeBits, InflateCodes.LengthCodeSymbols);
    private readonly byte[] _lengths = new byte[InflateCodes.LiteralSymbols + InflateCodes.DistanceSymbols];

    /// <summary>The inflater of the running thread.</summary>
    public static Inflater OfThread => _ofThread ??= new();

    /// <param name="packed">The deflate stream.</param>
    /// <param name="target">Room for as many bytes as are expected.</param>
    /// <param name="produced">Bytes written to it.</param>
    public InflateEnd Inflate(ReadOnlySpan<byte> packed, Span<byte> target, out int produced)
    {
        InflateBits input = new(packed);
        produced = 0;
        while (true)
        {
            input.Fill();
            bool isLast = input.Take(1) != 0;
            InflateEnd end = input.Take(2) switch
            {
                0 => CopyStored(ref input, target, ref produced),
                1 => BuildFixed() ? Decode(ref input, target, ref produced) : InflateEnd.Damaged,
                2 => BuildDynamic(ref input) ? Decode(ref input, target, ref produced) : InflateEnd.Damaged,
                _ => InflateEnd.Damaged,
            };
            if (end != InflateEnd.Whole || input.IsOverrun)
                return end == InflateEnd.TooLong && !input.IsOverrun ? end : InflateEnd.Damaged;
            if (isLast)
                return InflateEnd.Whole;
        }
    }

    private static InflateEnd CopyStored(ref InflateBits input, Span<byte> target, ref int produced)
    {
        input.AlignToByte();
        if (!input.TryRead(4, out ReadOnlySpan<byte> head))
            return InflateEnd.Damaged;
        ushort length = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (length != (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(head[2..]) || !input.TryRead(length, out ReadOnlySpan<byte> bytes))
            return InflateEnd.Damaged;
        if (length > target.Length - produced)
            return InflateEnd.TooLong;
        bytes.CopyTo(target[produced..]);
        produced += length;
        return InflateEnd.Whole;
    }

    private bool BuildFixed()
    {
        bool isCode = _literals.Build(InflateCodes.FixedLiterals, InflateCodes.LiteralMeanings) && _distances.Build(InflateCodes.FixedDistances, InflateCodes.DistanceMeanings);
        _literals.PairLiterals();
        return isCode;
    }

    private bool BuildDynamic(ref InflateBits input)
    {
        input.Fill();
        int literals = (int)input.Take(5) + 257;
        int distances = (int)input.Take(5) + 1;
        int lengthCodes = (int)input.Take(4) + 4;
        if (literals > MostLiteralLengths || distances > MostDistanceLengths)
            return false;
        Span<byte> order = stackalloc byte[InflateCodes.LengthCodeSymbols];
        order.Clear();
        for (int i = 0; i < lengthCodes; i++)
        {
            input.Fill();
            order[InflateCodes.LengthCodeOrder[i]] = (byte)input.Take(3);
        }

        if (!_lengthCodes.Build(order, InflateCodes.LengthCodeMeanings) || !ReadLengths(ref input, _lengths.AsSpan(0, literals + distances)))
            return false;
        bool isCode = _lengths[EndOfBlock] != 0
            && _literals.Build(_lengths.AsSpan(0, literals), InflateCodes.LiteralMeanings)
            && _distances.Build(_lengths.AsSpan(literals, distances), InflateCodes.DistanceMeanings);
        if (isCode)
            _literals.PairLiterals();
        return isCode;
    }

    private bool ReadLengths(ref InflateBits input, Span<byte> lengths)
    {
        int at = 0;
        while (at < lengths.Length)
        {
            input.Fill();
            uint entry = _lengthCodes.Entries[(int)input.Peek(LengthCodeBits)];
            if ((entry & InflateTable.BitsMask) == 0 || input.IsOverrun)
                return false;
            input.Drop((int)(entry & InflateTable.BitsMask));
            uint symbol = entry >> 6;
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && at == 0)
                return false;
            byte value = symbol == 16 ? lengths[at - 1] : (byte)0;
            int repeat = symbol switch
            {
                16 => 3 + (int)input.Take(2),
                17 => 3 + (int)input.Take(3),
                _ => 11 + (int)input.Take(7),
            };
            if (repeat > lengths.Length - at)
                return false;
            lengths.Slice(at, repeat).Fill(value);
            at += repeat;
        }

        return true;
    }

    // Fast while both ends are far, with every bound checked near them.
    private InflateEnd Decode(ref InflateBits input, Span<byte> target, ref int produced) =>
        FarDecoder.Decode(_literals, _distances, ref input, target, ref produced) ?? NearDecoder.Decode(_literals, _distances, ref input, target, ref produced);
}
