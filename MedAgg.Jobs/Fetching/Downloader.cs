namespace MedAgg.Jobs.Fetching;

/// <summary>Fetches one file to disk: streaming, hashing while it writes, resuming, bounded in bytes, time and tries.</summary>
public sealed class Downloader(SafeHttp http)
{
    /// <summary>Fetches or resumes. Whatever the source does is an answer; only cancellation and a broken disk throw.</summary>
    public Task<DownloadResult> DownloadAsync(DownloadRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{http} {request}");
}
