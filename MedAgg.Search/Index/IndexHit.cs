namespace MedAgg.Search.Index;

/// <summary>A record that was found.</summary>
public sealed class IndexHit
{
    internal IndexHit(LiveSegment segment, int record, float score)
    {
        Segment = segment.Segment;
        Record = record;
        Score = score;
    }

    public string Key => Segment.Keys[Record];

    public object? Payload => Segment.Payloads[Record];

    /// <summary>Comparable inside one answer only.</summary>
    public float Score { get; internal set; }

    internal Segment Segment { get; }

    internal int Record { get; }

    /// <summary>In which fields the record has a term, as bits (1 for the first field); 0 when it does not have it.</summary>
    public int FieldsOf(IndexSnapshot snapshot, int term)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        int posting = term < 0 ? -1 : Segment.Posting(term, Record);
        if (posting < 0) return 0;
        int fields = 0;
        for (int field = 0; field < FieldCounts.Fields; field++)
            if (snapshot.FieldProfiles.Occurrences(Segment.Profiles[posting], field) > 0) fields |= 1 << field;
        return fields;
    }
}
