namespace MedAgg.Jobs.Fetching;

/// <summary>How far a file has come. It is told of every piece, so it costs nothing: who listens decides how often somebody else hears of it.</summary>
/// <param name="ReceivedBytes">Bytes on disk so far, those of earlier tries included. It goes back to 0 when the source's file has changed.</param>
/// <param name="TotalBytes">Size of the whole file; null when the source does not say.</param>
public readonly record struct DownloadProgress(long ReceivedBytes, long? TotalBytes);
