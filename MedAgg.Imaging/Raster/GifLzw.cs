namespace MedAgg.Imaging.Raster;

/// <summary>GIF's LZW (GIF89a appendix F): codes least significant bit first, of the picture's depth plus one up to 12 bits.</summary>
internal static class GifLzw
{
    private const int MostCodes = 4096;

    /// <summary>Fills the target as far as the codes reach; answers the indices written.</summary>
    /// <param name="packed">Joined sub-blocks.</param>
    /// <param name="depth">LZW minimum code size, 1 … 8.</param>
    /// <param name="target">One index a pixel.</param>
    public static int Decode(ReadOnlySpan<byte> packed, int depth, Span<byte> target)
    {
        int clear = 1 << depth;
        int end = clear + 1;
        // A string is where it stands in the target already, and how long it is there.
        Span<int> from = stackalloc int[MostCodes];
        Span<int> length = stackalloc int[MostCodes];
        int next = end + 1;
        int width = depth + 1;
        int previousAt = 0;
        int previousLength = 0;
        uint bits = 0;
        int held = 0;
        int at = 0;
        int done = 0;
        while (done < target.Length)
        {
            while (held < width && at < packed.Length)
            {
                bits |= (uint)packed[at++] << held;
                held += 8;
            }
            if (held < width)
                return done;
            int code = (int)(bits & ((1u << width) - 1));
            bits >>= width;
            held -= width;
            if (code == end)
                return done;
            if (code == clear)
            {
                (next, width, previousLength) = (end + 1, depth + 1, 0);
                continue;
            }
            int start = done;
            if (code < clear)
                target[done++] = (byte)code;
            else if (code < next)
                done = Repeat(target, done, from[code], length[code]);
            else if (code == next && previousLength > 0 && next < MostCodes)
                done = Repeat(target, done, previousAt, previousLength + 1); // its last index is its own first
            else
                return done;
            if (previousLength > 0 && next < MostCodes)
            {
                // A new string is the previous one and the index behind it, which stand side by side.
                (from[next], length[next]) = (previousAt, previousLength + 1);
                next++;
                if (next == 1 << width && width < 12)
                    width++;
            }
            (previousAt, previousLength) = (start, done - start);
        }
        return done;
    }

    /// <summary>Copies index by index: the source may run into what is being written.</summary>
    private static int Repeat(Span<byte> target, int done, int from, int count)
    {
        count = Math.Min(count, target.Length - done);
        for (int i = 0; i < count; i++)
            target[done + i] = target[from + i];
        return done + count;
    }
}
