namespace MedAgg.Imaging.Tiff;

/// <summary>TIFF's LZW (TIFF 6.0 section 13): codes of 9 to 12 bits, most significant bit first, width changing one code early.</summary>
internal static class LzwDecoder
{
    private const int Clear = 256;
    private const int End = 257;

    public static bool Decode(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        Span<int> from = stackalloc int[4096];
        Span<int> length = stackalloc int[4096];
        int next = 258;
        int width = 9;
        int previous = -1;
        int bit = 0;
        int done = 0;
        while (done < target.Length && bit + width <= packed.Length * 8)
        {
            int code = Code(packed, bit, width);
            bit += width;
            if (code == End)
                break;
            if (code == Clear)
            {
                (next, width, previous) = (258, 9, -1);
                continue;
            }
            if (code > next || (code == next && previous < 0) || (code > 257 && code >= next && previous < 0))
                return false;
            int start = done;
            if (code < 256)
            {
                target[done++] = (byte)code;
            }
            else if (code < next)
            {
                int count = Math.Min(length[code], target.Length - done);
                for (int i = 0; i < count; i++)
                    target[done++] = target[from[code] + i];
            }
            else
            {
                // The string that is just being made: the previous one and its first byte once more.
                int count = Math.Min(length[previous] + 1, target.Length - done);
                for (int i = 0; i < count; i++)
                    target[done++] = target[from[previous] + (i == length[previous] ? 0 : i)];
            }
            if (previous >= 0 && next < 4096)
            {
                // A new string is the previous one and the byte that followed it, which already stand side by side.
                (from[next], length[next]) = (start - Of(length, previous), Of(length, previous) + 1);
                next++;
                width = next + 1 >= 2048 ? 12 : next + 1 >= 1024 ? 11 : next + 1 >= 512 ? 10 : 9;
            }
            if (code < 256)
                (from[code], length[code]) = (start, 1);
            else if (code == next - 1 && length[code] == 0)
                return false;
            previous = code;
        }
        return done == target.Length;
    }

    private static int Of(ReadOnlySpan<int> length, int code) => code < 256 ? 1 : length[code];

    private static int Code(ReadOnlySpan<byte> packed, int bit, int width)
    {
        int at = bit >> 3;
        int word = (packed[at] << 16) | (at + 1 < packed.Length ? packed[at + 1] << 8 : 0) | (at + 2 < packed.Length ? packed[at + 2] : 0);
        return (word >> (24 - width - (bit & 7))) & ((1 << width) - 1);
    }
}
