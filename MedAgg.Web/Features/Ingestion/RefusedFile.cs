namespace MedAgg.Web.Features.Ingestion;

/// <summary>A file of the source that could not be read.</summary>
public sealed record RefusedFile(string Path, string Kind, string Code, string Message, long SizeBytes);
