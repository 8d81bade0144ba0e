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
    private const ulong LiteralMask = (1 << LiteralBits) - 1;
    private const ulong DistanceMask = (1 << DistanceBits) - 1;
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

    /// <summary>Decodes the symbols of one block: fast while both ends are far, with every bound checked near them.</summary>
    private InflateEnd Decode(ref InflateBits input, Span<byte> target, ref int produced)
    {
        InflateEnd? end = DecodeFar(ref input, target, ref produced);
        return end ?? DecodeNear(ref input, target, ref produced);
    }

    /// <summary>The fast loop. Bits, count and places are locals here, since fields of a reference would go through memory with every symbol; inlined it would have too few registers.</summary>
    /// <returns>Null when an end comes near.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private InflateEnd? DecodeFar(ref InflateBits input, Span<byte> target, ref int produced)
    {
        ref uint literals = ref MemoryMarshal.GetReference(_literals.Entries);
        ref uint distances = ref MemoryMarshal.GetReference(_distances.Entries);
        ref byte output = ref MemoryMarshal.GetReference(target);
        ref byte bytes = ref input.Lend(out ulong bits, out int count, out int from);
        int inputEnd = input.Length - InputMargin;
        int outputEnd = target.Length - OutputMargin;
        int at = produced;
        InflateEnd? end = null;
        while (at < outputEnd && from < inputEnd)
        {
            Refill(ref bytes, ref bits, ref count, ref from);
            uint entry = Unsafe.Add(ref literals, (nint)(bits & LiteralMask));
            if ((int)entry < 0)
            {
                // 56 bits are enough for five lookups of eleven.
                Put(ref output, ref at, ref bits, ref count, entry);
                entry = Unsafe.Add(ref literals, (nint)(bits & LiteralMask));
                if ((int)entry < 0)
                {
                    Put(ref output, ref at, ref bits, ref count, entry);
                    entry = Unsafe.Add(ref literals, (nint)(bits & LiteralMask));
                    if ((int)entry < 0)
                    {
                        Put(ref output, ref at, ref bits, ref count, entry);
                        entry = Unsafe.Add(ref literals, (nint)(bits & LiteralMask));
                        if ((int)entry < 0)
                        {
                            Put(ref output, ref at, ref bits, ref count, entry);
                            continue;
                        }
                    }
                }
            }

            Refill(ref bytes, ref bits, ref count, ref from);
            if ((entry & InflateTable.Second) != 0)
                entry = Unsafe.Add(ref literals, SecondOf(entry, bits >> LiteralBits));
            if ((entry & InflateTable.BitsMask) == 0)
            {
                end = InflateEnd.Damaged;
                break;
            }

            bits >>= (int)entry;
            count -= (int)(entry & InflateTable.BitsMask);
            if ((int)entry < 0)
            {
                Unsafe.Add(ref output, at++) = (byte)(entry >> 8);
                continue;
            }

            if ((entry & InflateTable.End) != 0)
            {
                end = InflateEnd.Whole;
                break;
            }

            int length = Value(entry, ref bits, ref count);
            entry = Unsafe.Add(ref distances, (nint)(bits & DistanceMask));
            if ((entry & InflateTable.Second) != 0)
                entry = Unsafe.Add(ref distances, SecondOf(entry, bits >> DistanceBits));
            bits >>= (int)entry;
            count -= (int)(entry & InflateTable.BitsMask);
            int distance = Value(entry, ref bits, ref count);
            if (distance == 0 || distance > at)
            {
                end = InflateEnd.Damaged;
                break;
            }

            // Most matches of pictures are short: one word or two, whatever the length, since the room behind is known to be enough.
            if (distance >= sizeof(ulong) && length <= 2 * sizeof(ulong))
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, at), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref output, at - distance)));
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, at + sizeof(ulong)), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref output, at - distance + sizeof(ulong))));
            }
            else
            {
                CopyFar(ref output, at, distance, length);
            }

            at += length;
        }

        input.TakeBack(bits, count, from);
        produced = at;
        return end;
    }

    // Brings in at least 56 bits. The bits above the count are those of the bytes that come next: taking these in once more changes nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ref byte bytes, ref ulong bits, ref int count, ref int from)
    {
        bits |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, from)) << count;
        from += (63 - count) >> 3;
        count |= 56;
    }

    // Writes two bytes whether there are two or one: the next write covers the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte output, ref int at, ref ulong bits, ref int count, uint entry)
    {
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, at), (ushort)(entry >> 8));
        at += (int)(entry >> 6) & 3;
        bits >>= (int)entry; // a shift looks at the lowest six bits only, and they are the length
        count -= (int)(entry & InflateTable.BitsMask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint SecondOf(uint entry, ulong behind) => (nint)((entry & ~InflateTable.Second) >> 8) + (nint)(behind & ((1UL << (int)entry) - 1));

    // The base of a length or distance with its extra bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(uint entry, ref ulong bits, ref int count)
    {
        int extra = (int)(entry >> 6) & 15;
        int value = (int)(entry >> 10) + (int)(bits & ((1UL << extra) - 1));
        bits >>= extra;
        count -= extra;
        return value;
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
                int count = (int)(entry >> 6) & 3;
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

    private static int Value(ref InflateBits input, uint entry) => (int)(entry >> 10) + (int)input.Take((int)(entry >> 6) & 15);

    /// <summary>Copies a match where the room behind it is known to be enough for whole words.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
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
