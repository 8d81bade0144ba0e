namespace MedAgg.Search.Index;

/// <summary>
/// The index: any number of readers on snapshots, one writer at a time. A change becomes a small segment of its own and is visible at
/// once; small segments are merged as they gather, so that no change rebuilds the whole.
/// </summary>
public sealed class InvertedIndex(IndexOptions options)
{
    private readonly Lock _writing = new();
    private readonly Dictionary<string, (Segment Segment, int Record)> _places = new(StringComparer.Ordinal);
    private Vocabulary _vocabulary = new(options.IsPlain);
    private FieldProfiles _profiles = new();
    private Lexicon[] _facets = NewFacets(options.Facets);
    private List<LiveSegment> _segments = [];
    private int[] _recordsOfTerm = [];
    private long[] _lengthSums = new long[FieldCounts.Fields];
    private volatile IndexSnapshot _snapshot = new(new Vocabulary(), new FieldProfiles(), NewFacets(options.Facets), [], [], new long[FieldCounts.Fields], options.Ranking);

    /// <summary>The newest state.</summary>
    public IndexSnapshot Snapshot => _snapshot;

    /// <summary>Replaces everything; of records with one key the first is kept. Readers see the old content until the new one is complete.</summary>
    public void Replace(IEnumerable<IndexRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        lock (_writing)
        {
            _vocabulary = new Vocabulary(options.IsPlain);
            _profiles = new FieldProfiles();
            _facets = NewFacets(options.Facets);
            _segments = [];
            _places.Clear();
            _recordsOfTerm = [];
            _lengthSums = new long[FieldCounts.Fields];
            Append(records);
            Publish();
        }
    }

    /// <summary>Adds records or replaces those with the same key; of records with one key the first is kept. Visible when this returns.</summary>
    public void Upsert(params IReadOnlyList<IndexRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        lock (_writing)
        {
            foreach (IndexRecord record in records) Forget(record.Key);
            Append(records);
            Publish();
            if (MergeSmall()) Publish();
        }
    }

    /// <summary>Forgets records; unknown keys are ignored.</summary>
    public void Remove(params IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (_writing)
        {
            foreach (string key in keys) Forget(key);
            Publish();
            if (MergeSmall()) Publish();
        }
    }

    /// <summary>A record by its key in a snapshot's terms: its payload, or null.</summary>
    public object? Find(string key)
    {
        lock (_writing)
        {
            return _places.TryGetValue(key, out (Segment Segment, int Record) place) ? place.Segment.Payloads[place.Record] : null;
        }
    }

    private static Lexicon[] NewFacets(int count)
    {
        Lexicon[] facets = new Lexicon[count];
        for (int facet = 0; facet < count; facet++)
        {
            facets[facet] = new Lexicon();
            facets[facet].Add("");
        }

        return facets;
    }

    private void Append(IEnumerable<IndexRecord> records)
    {
        SegmentBuilder builder = NewBuilder();
        HashSet<string> here = new(StringComparer.Ordinal);
        foreach (IndexRecord record in records)
        {
            if (!here.Add(record.Key)) continue;
            builder.Add(record);
            if (!builder.IsFull) continue;
            Take(builder.Build());
            builder = NewBuilder();
        }

        if (builder.Count > 0) Take(builder.Build());
    }

    private SegmentBuilder NewBuilder() => new(_vocabulary, _profiles, _facets, options.Measures, options.IsPlain);

    private void Take(Segment segment)
    {
        _segments.Add(new LiveSegment(segment, null));
        for (int record = 0; record < segment.Count; record++)
        {
            _places[segment.Keys[record]] = (segment, record);
            AddLengths(segment, record, 1);
        }

        if (_recordsOfTerm.Length < _vocabulary.Terms.Count) Array.Resize(ref _recordsOfTerm, _vocabulary.Terms.Count);
        for (int i = 0; i < segment.Terms.Length; i++) _recordsOfTerm[segment.Terms[i]] += segment.Starts[i + 1] - segment.Starts[i];
    }

    private void Forget(string key)
    {
        if (!_places.Remove(key, out (Segment Segment, int Record) place)) return;
        int at = _segments.FindIndex(s => s.Segment == place.Segment);
        _segments[at] = _segments[at].Without(place.Record);
        AddLengths(place.Segment, place.Record, -1);

        // Counts stay exact, so that every node ranks alike whatever the order of its changes.
        foreach (int term in place.Segment.TermsOf(place.Record)) _recordsOfTerm[term]--;
        if (_segments[at].Count == 0) _segments.RemoveAt(at);
    }

    private void AddLengths(Segment segment, int record, int sign)
    {
        for (int field = 0; field < FieldCounts.Fields; field++)
            _lengthSums[field] += sign * segment.Lengths[(record * FieldCounts.Fields) + field];
    }

    private void Publish() =>
        _snapshot = new IndexSnapshot(_vocabulary, _profiles, _facets, [.. _segments], [.. _recordsOfTerm], [.. _lengthSums], options.Ranking);

    /// <summary>Merges where a size class has gathered too many segments, and rewrites a segment that is mostly gone.</summary>
    private bool MergeSmall()
    {
        bool merged = false;
        while (Crowd() is { Count: > 0 } crowd)
        {
            Segment together = SegmentMerger.Merge(crowd);
            int at = _segments.IndexOf(crowd[0]);
            foreach (LiveSegment segment in crowd) _segments.Remove(segment);
            _segments.Insert(Math.Min(at, _segments.Count), new LiveSegment(together, null));
            for (int record = 0; record < together.Count; record++) _places[together.Keys[record]] = (together, record);
            merged = true;
        }

        return merged;
    }

    private List<LiveSegment> Crowd()
    {
        if (_segments.Find(s => s.Count < s.Segment.Count / 2) is { } hollow) return [hollow];
        foreach (IGrouping<int, LiveSegment> size in _segments.GroupBy(s => (int)Math.Log(s.Count, options.MergeFactor)))
        {
            List<LiveSegment> crowd = [];
            int records = 0;
            foreach (LiveSegment segment in size)
            {
                if (records + segment.Count > Segment.MaxRecords) continue;
                crowd.Add(segment);
                records += segment.Count;
            }

            if (crowd.Count >= options.MergeFactor) return crowd;
        }

        return [];
    }
}
