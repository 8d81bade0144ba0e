namespace MedAgg.Web.Features.Collections;

/// <summary>One page of collections, and how many there are in each state.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Counts">By state, of those that fit the text.</param>
/// <param name="All">How many there are without any condition.</param>
/// <param name="ArchiveBytes">Bytes of all archives that are kept.</param>
public sealed record CollectionList(IReadOnlyList<CollectionRow> Rows, IReadOnlyDictionary<CollectionState, long> Counts, long All, long ArchiveBytes)
{
    public long CountOf(CollectionState state) => Counts.GetValueOrDefault(state);
}
