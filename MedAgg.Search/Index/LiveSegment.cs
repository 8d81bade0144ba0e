namespace MedAgg.Search.Index;

/// <summary>A segment and which of its records are still there.</summary>
/// <param name="Segment">The records.</param>
/// <param name="Gone">One bit a record that was replaced or removed; null when all are there. Never changed once published.</param>
internal sealed record LiveSegment(Segment Segment, ulong[]? Gone)
{
    /// <summary>Records that are there.</summary>
    public int Count { get; } = Segment.Count - (Gone?.Sum(w => System.Numerics.BitOperations.PopCount(w)) ?? 0);

    public bool IsLive(int record) => Gone is null || (Gone[record >> 6] & (1UL << (record & 63))) == 0;

    public LiveSegment Without(int record)
    {
        ulong[] gone = Gone is null ? new ulong[(Segment.Count + 63) / 64] : [.. Gone];
        gone[record >> 6] |= 1UL << (record & 63);
        return new LiveSegment(Segment, gone);
    }
}
