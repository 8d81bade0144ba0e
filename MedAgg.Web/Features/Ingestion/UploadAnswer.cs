namespace MedAgg.Web.Features.Ingestion;

/// <summary>A file that was taken.</summary>
/// <param name="Name">Its name, reduced to a harmless last part.</param>
/// <param name="Blob">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record UploadAnswer(string Name, string Blob, long SizeBytes);
