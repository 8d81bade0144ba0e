namespace MedAgg.Jobs.Fetching;

/// <param name="ReceivedBytes">Bytes on disk so far, those of earlier tries included. It goes back to 0 when the source's file has changed.</param>
/// <param name="TotalBytes">Size of the whole file; null when the source does not say.</param>
/// <param name="ETag">Entity tag under which these bytes were sent; null without one.</param>
public sealed record DownloadProgress(long ReceivedBytes, long? TotalBytes, string? ETag);
