namespace MedAgg.Web.Features.Inspection;

/// <summary>A picture of a file, or why there is none.</summary>
/// <param name="Png">Bytes of the PNG; null when the file was refused.</param>
/// <param name="RefusalCode">Why; null when there is a picture.</param>
public sealed record PreviewPicture(byte[]? Png, string? RefusalCode);
