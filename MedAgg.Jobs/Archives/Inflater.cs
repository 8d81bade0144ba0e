using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Inflates an entry that lies in memory as a whole (RFC 1951). Knowing both ends, it looks up two literals at a time and checks bounds once for many symbols,
/// which a stream that is fed in pieces cannot do. Not safe for use by two threads at once.
/// </summary>
internal sealed class Inflater
{
    private const int LiteralBits = 11;
    private const int DistanceBits = 8;
    private const int LengthCodeBits = 7;
    private const int MostLiteralLengths = 286;
    private const int MostDistanceLengths = 30;
    private const int EndOfBlock = 256;

    // What one round of the fast loop may read and write at most.
    private const int InputMargin = 32;
    private const int OutputMargin = 300;

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
            uint symbol = entry >> 5;
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

    /// <summary>Decodes the symbols of one block: fast while both ends are far, with every bound checked near them.</summary>
    private InflateEnd Decode(ref InflateBits input, Span<byte> target, ref int produced)
    {
        ref uint literals = ref MemoryMarshal.GetReference(_literals.Entries);
        ref byte output = ref MemoryMarshal.GetReference(target);
        int fastEnd = target.Length - OutputMargin;
        int at = produced;
        while (at < fastEnd && input.IsFar(InputMargin))
        {
            input.FillFar();
            uint entry = Unsafe.Add(ref literals, (int)input.Peek(LiteralBits));
            if ((int)entry < 0)
            {
                entry = Put(ref input, ref literals, ref output, ref at, entry);
                if ((int)entry < 0)
                    entry = Put(ref input, ref literals, ref output, ref at, entry);
                if ((int)entry < 0)
                    entry = Put(ref input, ref literals, ref output, ref at, entry);
                if ((int)entry < 0)
                    continue; // it is looked up again after the refill
            }

            input.FillFar();
            if ((entry & InflateTable.Second) != 0)
                entry = Unsafe.Add(ref literals, (int)((entry & ~InflateTable.Second) >> 8) + (int)input.PeekBehind(LiteralBits, (int)(entry & InflateTable.BitsMask)));
            int bits = (int)(entry & InflateTable.BitsMask);
            if (bits == 0)
                return InflateEnd.Damaged;
            input.Drop(bits);
            if ((int)entry < 0)
            {
                Unsafe.Add(ref output, at++) = (byte)(entry >> 8);
                continue;
            }

            if ((entry & InflateTable.End) != 0)
            {
                produced = at;
                return InflateEnd.Whole;
            }

            int length = Value(ref input, entry);
            if (!TryDistance(ref input, out int distance) || distance > at)
                return InflateEnd.Damaged;
            CopyFar(ref output, at, distance, length);
            at += length;
        }

        produced = at;
        return DecodeNear(ref input, target, ref produced);
    }

    // Writes two bytes whether there are two or one: the next write covers the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Put(ref InflateBits input, ref uint literals, ref byte output, ref int at, uint entry)
    {
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, at), (ushort)(entry >> 8));
        at += (int)(entry >> 5) & 3;
        input.Drop((int)(entry & InflateTable.BitsMask));
        return Unsafe.Add(ref literals, (int)input.Peek(LiteralBits));
    }

    private InflateEnd DecodeNear(ref InflateBits input, Span<byte> target, ref int produced)
    {
        while (!input.IsOverrun)
        {
            input.Fill();
            uint entry = _literals.Entries[(int)input.Peek(LiteralBits)];
            if ((entry & InflateTable.Second) != 0)
                entry = _literals.Entries[(int)((entry & ~InflateTable.Second) >> 8) + (int)input.PeekBehind(LiteralBits, (int)(entry & InflateTable.BitsMask))];
            int bits = (int)(entry & InflateTable.BitsMask);
            if (bits == 0)
                return InflateEnd.Damaged;
            input.Drop(bits);
            if ((entry & InflateTable.Literal) != 0)
            {
                int count = (int)(entry >> 5) & 3;
                if (count > target.Length - produced)
                    return InflateEnd.TooLong;
                target[produced++] = (byte)(entry >> 8);
                if (count == 2)
                    target[produced++] = (byte)(entry >> 16);
                continue;
            }

            if ((entry & InflateTable.End) != 0)
                return InflateEnd.Whole;
            int length = Value(ref input, entry);
            input.Fill();
            if (!TryDistance(ref input, out int distance) || distance > produced)
                return InflateEnd.Damaged;
            if (length > target.Length - produced)
                return InflateEnd.TooLong;
            for (int i = 0; i < length; i++)
                target[produced + i] = target[produced + i - distance];
            produced += length;
        }

        return InflateEnd.Damaged;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryDistance(ref InflateBits input, out int distance)
    {
        uint entry = _distances.Entries[(int)input.Peek(DistanceBits)];
        if ((entry & InflateTable.Second) != 0)
            entry = _distances.Entries[(int)((entry & ~InflateTable.Second) >> 8) + (int)input.PeekBehind(DistanceBits, (int)(entry & InflateTable.BitsMask))];
        int bits = (int)(entry & InflateTable.BitsMask);
        input.Drop(bits);
        distance = Value(ref input, entry);
        return bits != 0 && distance != 0;
    }

    // The base of a length or distance with its extra bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(ref InflateBits input, uint entry) => (int)(entry >> 10) + (int)input.Take((int)(entry >> 5) & 31);

    /// <summary>Copies a match where the room behind it is known to be enough for whole words.</summary>
    private static void CopyFar(ref byte output, int at, int distance, int length)
    {
        ref byte from = ref Unsafe.Add(ref output, at - distance);
        ref byte to = ref Unsafe.Add(ref output, at);
        if (distance >= sizeof(ulong))
        {
            for (int i = 0; i < length; i += sizeof(ulong))
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, i)));
        }
        else if (distance == 1)
        {
            Unsafe.InitBlockUnaligned(ref to, from, (uint)length);
        }
        else
        {
            for (int i = 0; i < length; i++)
                Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }
    }
}
