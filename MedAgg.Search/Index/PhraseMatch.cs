namespace MedAgg.Search.Index;

/// <summary>Whether a record holds words one after the other.</summary>
internal static class PhraseMatch
{
    private const int MaxPositions = 1024;

    /// <param name="phrase">Terms with their distance from the first one; words that the index leaves out only widen a distance.</param>
    public static bool IsIn(Segment segment, int record, IReadOnlyList<(int Term, int Offset)> phrase)
    {
        if (phrase.Count == 0) return false;
        Span<int> starts = stackalloc int[MaxPositions];
        Span<int> next = stackalloc int[MaxPositions];
        int count = -1;
        foreach ((int term, int offset) in phrase)
        {
            int posting = term < 0 ? -1 : segment.Posting(term, record);
            if (posting < 0) return false;
            int found = segment.ReadPositions(posting, next);
            count = count < 0 ? Copy(next[..found], starts, offset) : Intersect(starts[..count], next[..found], offset);
            if (count == 0) return false;
        }

        return true;
    }

    private static int Copy(ReadOnlySpan<int> positions, Span<int> starts, int offset)
    {
        for (int i = 0; i < positions.Length; i++) starts[i] = positions[i] - offset;
        return positions.Length;
    }

    private static int Intersect(Span<int> starts, ReadOnlySpan<int> positions, int offset)
    {
        int kept = 0;
        int p = 0;
        foreach (int start in starts)
        {
            while (p < positions.Length && positions[p] - offset < start) p++;
            if (p < positions.Length && positions[p] - offset == start) starts[kept++] = start;
        }

        return kept;
    }
}
