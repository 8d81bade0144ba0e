namespace MedAgg.Web.Features.Ingestion;

/// <summary>One page of refused files, and how many there are.</summary>
public sealed record RefusedFiles(IReadOnlyList<RefusedFile> Rows, long Total, long Files);
