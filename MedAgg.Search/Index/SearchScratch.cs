namespace MedAgg.Search.Index;

/// <summary>Working memory of a search on one thread: a score and a mark for each record of a segment. Always left clean.</summary>
internal sealed class SearchScratch
{
    [ThreadStatic]
    private static SearchScratch? _mine;

    public float[] Scores { get; } = new float[Segment.MaxRecords];

    public uint[] Marks { get; } = new uint[Segment.MaxRecords];

    /// <summary>Records with a score or a mark, in the order in which they got it; one spare place.</summary>
    public ushort[] Touched { get; } = new ushort[Segment.MaxRecords + 1];

    /// <summary>Records that pass all filters but one.</summary>
    public ushort[] Missed { get; } = new ushort[Segment.MaxRecords];

    /// <summary>The filter that each of <see cref="Missed"/> misses.</summary>
    public byte[] MissedBy { get; } = new byte[Segment.MaxRecords];

    public static SearchScratch Mine => _mine ??= new SearchScratch();
}
