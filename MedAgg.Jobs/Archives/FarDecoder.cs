using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MedAgg.Jobs.Archives;

/// <summary>The fast loop of the inflater, for as long as both ends are far: one check of the bounds for many symbols.</summary>
internal static class FarDecoder
{
    private const ulong LiteralMask = (1 << Inflater.LiteralBits) - 1;
    private const ulong DistanceMask = (1 << Inflater.DistanceBits) - 1;

    // What one round of the loop may read and write at most.
    private const int InputMargin = 32;
    private const int OutputMargin = 300;

    /// <summary>Decodes the symbols of one block. Bits, count and places are locals here, since fields of a reference would go through memory with every symbol; inlined it would have too few registers.</summary>
    /// <returns>Null when an end comes near.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static InflateEnd? Decode(InflateTable literalCode, InflateTable distanceCode, ref InflateBits input, Span<byte> target, ref int produced)
    {
        ref uint literals = ref MemoryMarshal.GetReference(literalCode.Entries);
        ref uint distances = ref MemoryMarshal.GetReference(distanceCode.Entries);
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
                entry = Unsafe.Add(ref literals, SecondOf(entry, bits >> Inflater.LiteralBits));
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
                entry = Unsafe.Add(ref distances, SecondOf(entry, bits >> Inflater.DistanceBits));
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
