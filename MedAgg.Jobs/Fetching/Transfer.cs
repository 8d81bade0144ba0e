using System.Net;

namespace MedAgg.Jobs.Fetching;

/// <summary>One try after the other to bring one file's bytes into its partial file.</summary>
internal sealed class Transfer(SafeHttp http, FetchOptions options, TimeProvider clock, DownloadRequest request, PartialFile part, FileHashes hashes)
{
    private bool _isAskedAnew;
    private bool _isRedirected;

    public string Host { get; private set; } = UrlOf(request.Url)?.IdnHost ?? "";

    public string FileName { get; private set; } = LastPart(request.Url) ?? "download";

    public string? ContentType { get; private set; }

    /// <summary>Host and last part of the path: what a person knows the file by, and never a token in a query.</summary>
    public static string NameOf(string url) => UrlOf(url) is { } read ? $"'{LastPart(url) ?? "/"}' of {read.IdnHost}" : "the file";

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        hashes.Restart();
        await part.BeginAsync(new(null, null, null), cancellationToken);
    }

    public async Task<TransferEnd> RunAsync(CancellationToken cancellationToken)
    {
        // Bytes whose version cannot be recognised again are worth nothing.
        if (part.Length > 0 && part.Version?.Validator is null)
            await RestartAsync(cancellationToken);
        if (part.Length > 0 && part.Version!.TotalBytes == part.Length)
            return TransferEnd.Complete;

        bool isFirst = part.Length == 0;
        FetchRequest ask = new(request.Url) { IsTransfer = true, Headers = isFirst ? WithConditions() : request.Headers, Credentials = request.Credentials, From = part.Length, IfRange = part.Length > 0 ? part.Version!.Validator : null };
        using FetchAnswer answer = await http.SendAsync(ask, cancellationToken);
        if (answer.Refusal is { } refusal)
            return new(refusal.Code is not SourceCodes.Unavailable, refusal) { KeepsBytes = refusal.Code is SourceCodes.RateLimited };

        HttpResponseMessage response = answer.Response!;
        Host = answer.FinalUrl!.IdnHost;
        _isRedirected = answer.FinalUrl != UrlOf(request.Url);
        FileName = FileNames.Of(response, new(request.Url));
        ContentType = response.Content.Headers.ContentType?.MediaType;
        return await JudgeHeadAsync(answer, cancellationToken) ?? await ReadBodyAsync(response, cancellationToken);
    }

    private async Task<TransferEnd?> JudgeHeadAsync(FetchAnswer answer, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = answer.Response!;
        var version = FileVersion.Of(response);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when part.Length == 0 && request.Known is not null:
                return TransferEnd.Unchanged;
            case HttpStatusCode.OK:
                // A resumed request answered in full: the file has changed, or ranges are not known there. Either way from the first byte.
                hashes.Restart();
                hashes.ExpectFromAnswer(version.Checksum);
                await part.BeginAsync(version, cancellationToken);
                break;
            case HttpStatusCode.PartialContent when part.Length > 0:
                if (response.Content.Headers.ContentRange is not { Unit: "bytes" } range || range.From != part.Length || !part.Version!.Agrees(version))
                    return TransferEnd.TryAgain(SourceCodes.Changed, $"{NameOf(request.Url)} changed while it was fetched.");
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when part.Length > 0:
                return response.Content.Headers.ContentRange?.Length == part.Length && part.Version!.Agrees(version)
                    ? TransferEnd.Complete
                    : TransferEnd.TryAgain(SourceCodes.Changed, $"{NameOf(request.Url)} changed while it was fetched.");
            case HttpStatusCode.PartialContent:
                return TransferEnd.Fail(SourceCodes.BadAnswer, $"{Host} sent a part of {NameOf(request.Url)} where the whole was asked for.");
            // A signed address may have run out on the way: the lasting one is asked for another, once.
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when !_isAskedAnew && _isRedirected && !RateLimits.IsLimit(response):
                _isAskedAnew = true;
                return TransferEnd.TryAgain(SourceCodes.Forbidden, $"{NameOf(request.Url)} was not given at the address that its source named (HTTP {(int)response.StatusCode}).");
            default:
                return SourceAnswers.Refuse(answer, NameOf(request.Url), clock.GetUtcNow());
        }

        if (response.Content.Headers.ContentEncoding.FirstOrDefault(coding => coding != "identity" && !IsTheFileItself(coding)) is { } unasked)
            return TransferEnd.Fail(SourceCodes.BadAnswer, $"{Host} sent {NameOf(request.Url)} with the content coding '{FileNames.Clean(unasked)}', which was not asked for.");
        if (!request.AcceptsHtml && PageSniffer.IsPageType(ContentType))
            return NotData();
        if (version.TotalBytes > options.MaxDownloadBytes)
            return TooLarge(options.MaxDownloadBytes);
        part.DemandRoom(version.TotalBytes);
        return null;
    }

    private async Task<TransferEnd> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using PartWriter writer = new(part, hashes);
        using CancellationTokenSource idle = new(options.IdleTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        TransferEnd? end = await ReadBodyAsync(response, writer, idle, either.Token, cancellationToken);
        await writer.FinishAsync(); // what was received counts, however the answer ended
        return end ?? (part.Version!.TotalBytes is { } total && part.Length < total ? Cut() : TransferEnd.Complete);
    }

    /// <returns>Null when the answer came to its end.</returns>
    private async Task<TransferEnd?> ReadBodyAsync(HttpResponseMessage response, PartWriter writer, CancellationTokenSource idle, CancellationToken either, CancellationToken cancellationToken)
    {
        RateWatch rate = new(options, clock);
        long limit = LimitBytes();
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(either);
            while (true)
            {
                idle.CancelAfter(options.IdleTimeout);
                int read = await body.ReadAsync(writer.Buffer, either);
                if (read == 0)
                    return null;
                if (writer.Received == 0 && !request.AcceptsHtml && PageSniffer.IsPage(writer.Buffer.Span[..read]))
                    return NotData();
                if (writer.Received + read > limit)
                    return TooLarge(limit);
                await writer.TakeAsync(read);
                if (writer.Received > request.ExpectedBytes)
                    return TransferEnd.Complete; // with more than was promised, as the check will say: the rest may be without end
                Report(writer.Received);
                if (!rate.Count(read))
                    return TransferEnd.Fail(SourceCodes.TooSlow, $"{Host} sent {NameOf(request.Url)} slower than {options.MinBytesPerSecond} bytes/s over {options.RateWindow.TotalSeconds:0} s.");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TransferEnd.TryAgain(SourceCodes.TooSlow, $"{Host} sent nothing of {NameOf(request.Url)} for {options.IdleTimeout.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            await writer.FinishAsync();
            return Cut();
        }
        catch (IOException exception) when (exception.InnerException is System.Net.Sockets.SocketException)
        {
            await writer.FinishAsync();
            return Cut();
        }
    }

    private Dictionary<string, string> WithConditions()
    {
        Dictionary<string, string> headers = new(request.Headers);
        if (request.Known is { ETag: { } eTag })
            headers["If-None-Match"] = eTag;
        else if (request.Known is { LastModified: { } modified })
            headers["If-Modified-Since"] = modified;
        return headers;
    }

    private static Uri? UrlOf(string url) => HostText.Absolute(url);

    private static string? LastPart(string url) => UrlOf(url) is { Segments: [.., var last] } ? FileNames.Clean(Uri.UnescapeDataString(last)) : null;

    // Some servers mark a stored .gz file as a coding; without unpacking, its bytes are the file that was asked for.
    private bool IsTheFileItself(string coding) =>
        coding is "gzip" or "x-gzip" && (FileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || FileName.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase));

    // Every piece: a listener that is spared some would show too little for as long as a source is silent.
    private void Report(long received) => request.Progress?.Report(new(received, part.Version?.TotalBytes ?? request.ExpectedBytes));

    private TransferEnd Cut() =>
        TransferEnd.TryAgain(SourceCodes.Truncated, $"{Host} ended {NameOf(request.Url)} after {part.Length} of {part.Version?.TotalBytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of"} bytes.");

    private TransferEnd NotData() => SourceAnswers.NotData(NameOf(request.Url), ContentType);

    private long LimitBytes() =>
        (part.Version?.TotalBytes ?? request.ExpectedBytes) is null ? Math.Min(options.MaxDownloadBytes, options.MaxUnstatedBytes) : options.MaxDownloadBytes;

    private TransferEnd TooLarge(long limitBytes) =>
        TransferEnd.Fail(SourceCodes.TooLarge, $"{NameOf(request.Url)} is larger than the limit of {limitBytes} bytes{(limitBytes < options.MaxDownloadBytes ? " for a file whose size is not told" : "")}.");
}
