using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>Fetches one file to disk: streaming, hashing while it writes, resuming, bounded in bytes, time and tries.</summary>
public sealed class Downloader(SafeHttp http, IOptions<FetchOptions> options, TimeProvider clock, ILogger<Downloader> logger)
{
    // A source that cuts every answer after a few bytes would otherwise be asked for ever.
    private const long ProgressBytes = 64 * 1024;
    private const int MaxVersions = 3;

    /// <summary>Fetches or resumes. Whatever the source does is an answer; only cancellation and a broken disk throw.</summary>
    public async Task<DownloadResult> DownloadAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        try
        {
            DownloadResult result = await TryAllAsync(request, cancellationToken);
            foreach (string mirror in request.Mirrors)
            {
                if (result.Refusal is null || result.Refusal.Code is SourceCodes.TooLarge or SourceCodes.DiskFull)
                    break;
                Log.MirrorAsked(logger, Transfer.NameOf(request.Url), Transfer.NameOf(mirror), result.Refusal.Code);
                DownloadResult second = await TryAllAsync(request with { Url = mirror, Known = null }, cancellationToken);
                result = second.Refusal is null ? second : result; // what the first address said stands
            }

            return result;
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return DownloadResult.Refused(SourceCodes.DiskFull, $"There is no room on this node for {NameOf(request)}; free some and try again.");
        }
    }

    private async Task<DownloadResult> TryAllAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        await using PartialFile part = await PartialFile.OpenAsync(request.TargetFile + ".part", request.Url, cancellationToken);
        using FileHashes hashes = new(request.ExpectedChecksum, request.ExpectedBytes);
        hashes.ExpectFromAnswer(part.Version?.Checksum);
        await part.HashAsync(hashes, cancellationToken);
        Transfer transfer = new(http, options.Value, clock, request, part, hashes);

        Tries tries = new(options.Value, clock);
        int versions = 1;
        long furthest = part.Length;
        bool isSecondCopy = false;
        while (true)
        {
            tries.Begin();
            TransferEnd end = await transfer.RunAsync(cancellationToken);
            if (ReferenceEquals(end, TransferEnd.Unchanged))
            {
                await part.DiscardAsync();
                return new() { IsUnchanged = true };
            }

            if (end.Refusal is null)
            {
                Refusal? mismatch = Check(request, part, hashes, out string sha256);
                if (mismatch is null)
                    return await FinishAsync(request, part, transfer, hashes, sha256);
                if (isSecondCopy)
                    return await GiveUpAsync(part, mismatch);

                // Once more from the first byte: a proxy or a resume may have spoilt it.
                isSecondCopy = true;
                furthest = 0;
                await transfer.RestartAsync(cancellationToken);
                continue;
            }

            if (end.IsChanged)
            {
                furthest = 0;
                await transfer.RestartAsync(cancellationToken);
                if (++versions > MaxVersions)
                    return await GiveUpAsync(part, end.Refusal);
                continue;
            }

            if (end is { IsFinal: true, KeepsBytes: false })
                return await GiveUpAsync(part, end.Refusal);
            await part.CheckpointAsync(cancellationToken);
            // Further than ever: a source that begins anew each time gains nothing by sending more than the time before.
            bool mayGoOn = tries.Failed(hasGained: part.Length - furthest >= ProgressBytes);
            furthest = Math.Max(furthest, part.Length);
            if (end.IsFinal || !mayGoOn || end.RetryAfter > options.Value.MaxTransferWait)
                return new() { Refusal = end.Refusal }; // the bytes stay: a later run resumes
            Log.DownloadRetried(logger, transfer.Host, part.Length, tries.InVain, end.Refusal.Code);
            await Task.Delay(RetryDelay.Before(tries.InVain, end.RetryAfter, options.Value), clock, cancellationToken);
        }
    }

    private static Refusal? Check(DownloadRequest request, PartialFile part, FileHashes hashes, out string sha256)
    {
        (sha256, bool isAsStated) = hashes.Finish();
        if (part.Length == 0 && request.ExpectedBytes is not 0)
            return new(SourceCodes.Empty, $"{NameOf(request)} is empty.");
        if (request.ExpectedBytes is { } expected && expected != part.Length)
            return new(SourceCodes.Mismatch, $"{NameOf(request)} has {part.Length} bytes; its source states {expected}.");
        return isAsStated ? null : new(SourceCodes.Mismatch, $"{NameOf(request)} does not have the checksum that its source states.");
    }

    private static async Task<DownloadResult> FinishAsync(DownloadRequest request, PartialFile part, Transfer transfer, FileHashes hashes, string sha256)
    {
        DownloadedFile file = new(request.TargetFile, sha256, part.Length, transfer.FileName, transfer.ContentType, part.Version?.ETag, transfer.Host)
        {
            LastModified = part.Version?.LastModified,
            Checked = hashes.IsChecked ? request.ExpectedChecksum ?? part.Version?.Checksum : null,
        };
        request.Arrived?.Invoke(new(part.PartPath, sha256, part.Length, transfer.FileName));
        await part.FinishAsync(request.TargetFile);
        request.Progress?.Report(new(file.SizeBytes, file.SizeBytes));
        return new() { File = file };
    }

    private static async Task<DownloadResult> GiveUpAsync(PartialFile part, Refusal refusal)
    {
        await part.DiscardAsync();
        return new() { Refusal = refusal };
    }

    private static string NameOf(DownloadRequest request) => Transfer.NameOf(request.Url);
}
