namespace MedAgg.Search.Index;

/// <summary>Raises records in which neighbouring words of the question stand side by side.</summary>
internal static class Proximity
{
    private const int MaxPositions = 256;

    /// <summary>Farther apart than this, two words tell nothing about each other.</summary>
    private const int MaxDistance = 8;

    public static IReadOnlyList<IndexHit> Reorder(IndexSnapshot snapshot, IndexQuery query, IReadOnlyList<IndexHit> hits)
    {
        List<IndexHit> reordered = [.. hits];
        foreach (IndexHit hit in reordered) hit.Score += snapshot.Ranking.ProximityWeight * Evidence(snapshot, query.WordOrder, hit);
        reordered.Sort(BestHits.Compare);
        return reordered;
    }

    private static float Evidence(IndexSnapshot snapshot, IReadOnlyList<int> words, IndexHit hit)
    {
        Span<int> left = stackalloc int[MaxPositions];
        Span<int> right = stackalloc int[MaxPositions];
        float evidence = 0;
        int leftCount = Positions(hit, words[0], left);
        for (int i = 1; i < words.Count; i++)
        {
            int rightCount = Positions(hit, words[i], right);
            if (words[i] != words[i - 1] && leftCount > 0 && rightCount > 0)
            {
                int distance = Nearest(left[..leftCount], right[..rightCount]);
                if (distance <= MaxDistance) evidence += MathF.Min(snapshot.Rarity(words[i - 1]), snapshot.Rarity(words[i])) / distance;
            }

            Span<int> free = left;
            left = right;
            leftCount = rightCount;
            right = free;
        }

        return evidence;
    }

    private static int Positions(IndexHit hit, int term, Span<int> into)
    {
        int posting = term < 0 ? -1 : hit.Segment.Posting(term, hit.Record);
        return posting < 0 ? 0 : hit.Segment.ReadPositions(posting, into);
    }

    private static int Nearest(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int nearest = int.MaxValue;
        for (int l = 0, r = 0; l < left.Length && r < right.Length;)
        {
            int distance = right[r] - left[l];
            nearest = Math.Min(nearest, Math.Max(1, Math.Abs(distance)));
            if (distance > 0) l++;
            else r++;
        }

        return nearest;
    }
}
