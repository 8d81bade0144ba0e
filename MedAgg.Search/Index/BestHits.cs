namespace MedAgg.Search.Index;

/// <summary>The best so many of all hits, in a heap whose root is the worst of them. Equal scores go by key, so that every node ranks alike.</summary>
internal sealed class BestHits(int take)
{
    private readonly List<IndexHit> _heap = new(Math.Min(take, 1024));

    public void Take(LiveSegment segment, SearchScratch scratch, int matched, float priorWeight)
    {
        if (take <= 0) return;
        float[] priors = segment.Segment.Priors;
        ReadOnlySpan<float> scores = scratch.Scores;
        float bar = _heap.Count == take ? _heap[0].Score : float.NegativeInfinity;
        foreach (ushort record in scratch.Touched.AsSpan(0, matched))
        {
            float score = scores[record] + (priorWeight * priors[record]);
            if (score < bar) continue;
            IndexHit hit = new(segment, record, score);
            if (_heap.Count < take)
            {
                _heap.Add(hit);
                Rise(_heap.Count - 1);
            }
            else if (IsWorse(_heap[0], hit))
            {
                _heap[0] = hit;
                Sink();
            }

            if (_heap.Count == take) bar = _heap[0].Score;
        }
    }

    /// <summary>Best first.</summary>
    public IReadOnlyList<IndexHit> InOrder()
    {
        _heap.Sort(Compare);
        return _heap;
    }

    /// <summary>Higher score first, then the key.</summary>
    public static int Compare(IndexHit a, IndexHit b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Key, b.Key);

    private static bool IsWorse(IndexHit a, IndexHit b) => Compare(a, b) > 0;

    private void Rise(int at)
    {
        while (at > 0 && IsWorse(_heap[at], _heap[(at - 1) / 2]))
        {
            (_heap[at], _heap[(at - 1) / 2]) = (_heap[(at - 1) / 2], _heap[at]);
            at = (at - 1) / 2;
        }
    }

    private void Sink()
    {
        for (int at = 0; ;)
        {
            int worst = at;
            for (int child = (2 * at) + 1; child <= (2 * at) + 2 && child < _heap.Count; child++)
                if (IsWorse(_heap[child], _heap[worst])) worst = child;
            if (worst == at) return;
            (_heap[at], _heap[worst]) = (_heap[worst], _heap[at]);
            at = worst;
        }
    }
}
