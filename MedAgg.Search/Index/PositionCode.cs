namespace MedAgg.Search.Index;

/// <summary>Positions of one posting as variable-length numbers: (delta × 2 + "more follow"), seven bits a byte.</summary>
internal static class PositionCode
{
    public static void Write(ref GrowingArray<byte> bytes, ReadOnlySpan<int> positions)
    {
        int last = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            uint value = ((uint)(positions[i] - last) << 1) | (i + 1 < positions.Length ? 1u : 0u);
            last = positions[i];
            while (value >= 0x80)
            {
                bytes.Add((byte)(value | 0x80));
                value >>= 7;
            }

            bytes.Add((byte)value);
        }

        if (positions.IsEmpty) bytes.Add(0);
    }

    public static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            bool more = (bytes[at] & 1) != 0;
            while (bytes[at++] >= 0x80)
            {
            }

            if (!more) return at;
        }
    }

    public static int Read(ReadOnlySpan<byte> bytes, int at, Span<int> into)
    {
        int count = 0;
        int position = 0;
        while (count < into.Length)
        {
            uint value = 0;
            int shift = 0;
            byte b;
            do
            {
                b = bytes[at++];
                value |= (uint)(b & 0x7f) << shift;
                shift += 7;
            }
            while (b >= 0x80);
            position += (int)(value >> 1);
            into[count++] = position;
            if ((value & 1) == 0) break;
        }

        return count;
    }
}
