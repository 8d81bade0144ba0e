namespace MedAgg.Jobs.Fetching;

/// <param name="Path">Local path of the whole, checked file.</param>
/// <param name="Sha256">Lower-case hex of its bytes.</param>
/// <param name="FileName">Name that the source gives the file, reduced to a harmless last part.</param>
/// <param name="ContentType">Media type that the source states; null without one.</param>
/// <param name="ETag">Strong entity tag; null without one.</param>
/// <param name="Host">Host that sent the bytes, after redirects.</param>
public sealed record DownloadedFile(string Path, string Sha256, long SizeBytes, string FileName, string? ContentType, string? ETag, string Host)
{
    /// <summary>Date of the file as its host wrote it; null without one.</summary>
    public string? LastModified { get; init; }

    /// <summary>Checksum that the bytes were compared with; null when the source states none.</summary>
    public string? Checked { get; init; }
}
