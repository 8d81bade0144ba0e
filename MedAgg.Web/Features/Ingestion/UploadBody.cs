namespace MedAgg.Web.Features.Ingestion;

/// <summary>What a program says of a file before it sends it in pieces.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Size">Its bytes.</param>
public sealed record UploadBody(string Name, long Size);
