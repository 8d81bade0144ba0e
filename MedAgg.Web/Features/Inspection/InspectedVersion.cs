namespace MedAgg.Web.Features.Inspection;

/// <summary>What is known of a version at a moment.</summary>
/// <param name="Table">Its images.</param>
/// <param name="Files">All its files.</param>
/// <param name="ComputedAt">When the store was read.</param>
/// <param name="WasFilling">Whether the version still grew.</param>
/// <param name="RereadAfter">Earliest moment of the next reading of a version that grows.</param>
public sealed record InspectedVersion(FactTable Table, FileFigures Files, DateTimeOffset ComputedAt, bool WasFilling, DateTimeOffset RereadAfter)
{
    /// <summary>Whether it is to be read again.</summary>
    /// <param name="isFilling">Whether the version grows now; one that stopped growing is read a last time.</param>
    public bool IsStale(bool isFilling, DateTimeOffset now) => WasFilling && (!isFilling || now >= RereadAfter);
}
