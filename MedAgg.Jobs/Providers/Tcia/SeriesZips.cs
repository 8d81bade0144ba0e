using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>
/// Fetches the ZIP that NBIA packs for a series. It comes without a length and cannot be resumed, and it may be whole and yet short: it is opened and
/// held against the number of images and the checksums before it counts.
/// </summary>
internal sealed class SeriesZips(
    Downloader downloader, IBlobStore blobs, NbiaClient nbia, NbiaManners manners, IOptions<TciaOptions> options, IOptions<FetchOptions> limits, TimeProvider clock, ILogger<SeriesZips> logger)
{
    private const string NotPublic = "SERIES_NOT_PUBLIC";

    public async Task<FetchedFile> FetchAsync(FileRequest request, SeriesZip zip, CancellationToken cancellationToken)
    {
        // The checksums of a short ZIP are as short: without the number nothing would tell.
        if (zip.Images is null)
            zip = zip with { Images = await nbia.CountAsync(zip.SeriesUid, cancellationToken) };
        string target = request.Work.FileFor(request.File.Location);
        Refusal? last = null;
        using IDisposable place = await manners.EnterAsync(cancellationToken);
        for (int attempt = 1; attempt <= options.Value.SeriesAttempts; attempt++)
        {
            await manners.WaitAsync(cancellationToken);
            // What the newer interface cannot give at all is asked of the older one.
            bool isOlder = last is { Code: SourceCodes.NotFound or SourceCodes.Unavailable };
            string url = isOlder ? SeriesZipAddress.Older(options.Value.Nbia, zip.SeriesUid) : zip.Url;
            DownloadResult result = await downloader.DownloadAsync(new(url, target) { Progress = request.Progress }, cancellationToken);
            if (result.File is not { } file)
            {
                last = Word(result.Refusal!, zip.SeriesUid);
                if (last.Code is not (SourceCodes.Unavailable or SourceCodes.NotFound or SourceCodes.Truncated or SourceCodes.Empty))
                    return new() { Refusal = last };
                continue;
            }

            last = await CheckAsync(file.Path, zip, cancellationToken);
            if (last is null)
                return await StoreAsync(file, cancellationToken);
            File.Delete(file.Path);
            Log.SeriesIncomplete(logger, zip.SeriesUid, attempt, last.Code);
            if (attempt < options.Value.SeriesAttempts)
                await Task.Delay(RetryDelay.Before(attempt, null, limits.Value), clock, cancellationToken);
        }

        return new() { Refusal = last };
    }

    // NBIA answers 400 for a series that it does not have or does not give, and never 401, 403 or 404.
    private static Refusal Word(Refusal refusal, string seriesUid) =>
        refusal.Code == SourceCodes.BadAnswer && refusal.Message.Contains("HTTP 400", StringComparison.Ordinal)
            ? new(NotPublic, $"NBIA does not give series {seriesUid}: it is unknown there or not public.")
            : refusal;

    private async Task<Refusal?> CheckAsync(string path, SeriesZip zip, CancellationToken cancellationToken)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.RandomAccess);
        return await SeriesZipCheck.CheckAsync(file, zip.SeriesUid, zip.Images, limits.Value.MaxDownloadBytes, cancellationToken);
    }

    private async Task<FetchedFile> StoreAsync(DownloadedFile file, CancellationToken cancellationToken)
    {
        try
        {
            // The name of the plan stays: what the header says is the UID alone.
            return new() { Blob = await blobs.AdoptAsync(file.Path, file.Sha256, cancellationToken), Host = file.Host };
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return FetchedFile.Refused(SourceCodes.DiskFull, $"There is no room in the store for '{file.FileName}'; free some and try again.");
        }
    }
}
