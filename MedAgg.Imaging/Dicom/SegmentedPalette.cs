namespace MedAgg.Imaging.Dicom;

/// <summary>Palettes written as runs: discrete values, ramps, and references to earlier runs (PS3.3 section C.7.9.2).</summary>
internal static class SegmentedPalette
{
    private const int Discrete = 0;
    private const int Linear = 1;
    private const int Indirect = 2;

    /// <summary>All entries, or null when the runs do not fill the table.</summary>
    /// <param name="words">Opcode, length and operands of each run.</param>
    /// <param name="count">Entries of the table.</param>
    public static ushort[]? Expand(ReadOnlySpan<ushort> words, int count)
    {
        ushort[] table = new ushort[count];
        int done = 0;
        int at = 0;
        while (at + 2 < words.Length && done < count)
        {
            if (words[at] != Indirect)
            {
                if (!Segment(words, ref at, table, ref done))
                    return null;
                continue;
            }
            if (at + 4 > words.Length)
                return null;
            int segments = words[at + 1];
            // The offset counts bytes from the start; a reference to a reference is forbidden, so that nothing can run in a circle.
            long from = (words[at + 2] | ((long)words[at + 3] << 16)) / 2;
            at += 4;
            for (int i = 0; i < segments && done < count; i++)
            {
                if (from >= words.Length)
                    return null;
                int place = (int)from;
                if (!Segment(words, ref place, table, ref done))
                    return null;
                from = place;
            }
        }
        return done == count ? table : null;
    }

    private static bool Segment(ReadOnlySpan<ushort> words, ref int at, ushort[] table, ref int done)
    {
        if (at + 2 >= words.Length)
            return false;
        int length = words[at + 1];
        if (words[at] == Discrete)
        {
            int count = Math.Min(length, Math.Min(table.Length - done, words.Length - at - 2));
            words.Slice(at + 2, count).CopyTo(table.AsSpan(done));
            done += count;
            at += 2 + length;
            return count > 0;
        }
        if (words[at] != Linear || done == 0 || length == 0)
            return false;
        double from = table[done - 1];
        double to = words[at + 2];
        for (int i = 1; i <= length && done < table.Length; i++)
            table[done++] = (ushort)Math.Round(from + ((to - from) * i / length));
        at += 3;
        return true;
    }
}
