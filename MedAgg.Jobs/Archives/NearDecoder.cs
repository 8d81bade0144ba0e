namespace MedAgg.Jobs.Archives;

/// <summary>The careful loop of the inflater, for the last bytes of either end: every bound is checked.</summary>
internal static class NearDecoder
{
    /// <summary>Decodes the symbols of one block.</summary>
    public static InflateEnd Decode(InflateTable literals, InflateTable distances, ref InflateBits input, Span<byte> target, ref int produced)
    {
        while (!input.IsOverrun)
        {
            input.Fill();
            uint entry = literals.Entries[(int)input.Peek(Inflater.LiteralBits)];
            if ((entry & InflateTable.Second) != 0)
                entry = literals.Entries[(int)((entry & ~InflateTable.Second) >> 8) + (int)input.PeekBehind(Inflater.LiteralBits, (int)(entry & InflateTable.BitsMask))];
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
            if (!TryDistance(distances, ref input, out int distance) || distance > produced)
                return InflateEnd.Damaged;
            if (length > target.Length - produced)
                return InflateEnd.TooLong;
            for (int i = 0; i < length; i++)
                target[produced + i] = target[produced + i - distance];
            produced += length;
        }

        return InflateEnd.Damaged;
    }

    private static bool TryDistance(InflateTable distances, ref InflateBits input, out int distance)
    {
        uint entry = distances.Entries[(int)input.Peek(Inflater.DistanceBits)];
        if ((entry & InflateTable.Second) != 0)
            entry = distances.Entries[(int)((entry & ~InflateTable.Second) >> 8) + (int)input.PeekBehind(Inflater.DistanceBits, (int)(entry & InflateTable.BitsMask))];
        int bits = (int)(entry & InflateTable.BitsMask);
        input.Drop(bits);
        distance = Value(ref input, entry);
        return bits != 0 && distance != 0;
    }

    private static int Value(ref InflateBits input, uint entry) => (int)(entry >> 10) + (int)input.Take((int)(entry >> 6) & 15);
}
