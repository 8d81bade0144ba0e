namespace MedAgg.Web.Features.Inspection;

/// <summary>One page of files.</summary>
/// <param name="Rows">In the order of their paths.</param>
/// <param name="Total">Files that pass the filter.</param>
public sealed record FileList(IReadOnlyList<FileRow> Rows, long Total);
