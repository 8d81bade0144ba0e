using MedAgg.Domain.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>Asks a source what one address would give, without fetching it. A GET whose body is left unread: some hosts forbid HEAD or lie to it.</summary>
public sealed class SourceProbe(SafeHttp http, IOptions<FetchOptions> options, TimeProvider clock, ILogger<SourceProbe> logger)
{
    public async Task<ProbedFile> ProbeAsync(string url, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        Tries tries = new(options.Value, clock);
        while (true)
        {
            tries.Begin();
            using FetchAnswer answer = await http.SendAsync(new FetchRequest(url) { Credentials = credentials }, cancellationToken);
            TransferEnd? end = answer.Refusal is { } refusal
                ? new(refusal.Code != SourceCodes.Unavailable, refusal)
                : Judge(answer, url);
            if (end is null)
                return Read(answer, url);
            if (end.IsFinal || !tries.Failed() || end.RetryAfter > options.Value.MaxRateWait)
                return new() { Refusal = end.Refusal };
            Log.DownloadRetried(logger, answer.FinalUrl?.IdnHost ?? "a source", 0, tries.InVain, end.Refusal!.Code);
            await Task.Delay(RetryDelay.Before(tries.InVain, end.RetryAfter, options.Value), clock, cancellationToken);
        }
    }

    private TransferEnd? Judge(FetchAnswer answer, string url)
    {
        string what = Transfer.NameOf(url);
        string? type = answer.Response!.Content.Headers.ContentType?.MediaType;
        return SourceAnswers.Refuse(answer, what, clock.GetUtcNow())
            ?? (PageSniffer.IsPageType(type) ? SourceAnswers.NotData(what, type) : null);
    }

    private static ProbedFile Read(FetchAnswer answer, string url)
    {
        HttpResponseMessage response = answer.Response!;
        return new()
        {
            FileName = FileNames.Of(response, new(url)),
            SizeBytes = response.Content.Headers.ContentEncoding.Count == 0 ? response.Content.Headers.ContentLength : null,
            Mirrors = LinkHeader.Mirrors(response, answer.FinalUrl!),
            IsJson = response.Content.Headers.ContentType?.MediaType is "application/json",
            Checksum = Checksum.Of(response),
            ETag = FileVersion.Of(response).ETag,
            Host = answer.FinalUrl!.IdnHost,
        };
    }
}

/// <summary>What an address would give, or why nothing.</summary>
public sealed record ProbedFile
{
    public Refusal? Refusal { get; init; }

    /// <summary>Name of the file, reduced to a harmless last part.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Size in bytes; null when the source does not say.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Checksum that the head of the answer states; null without one.</summary>
    public string? Checksum { get; init; }

    /// <summary>Other addresses of the same bytes that the host names.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    public bool IsJson { get; init; }

    /// <summary>Strong entity tag; null without one.</summary>
    public string? ETag { get; init; }

    /// <summary>Host that would send the bytes, after redirects.</summary>
    public string Host { get; init; } = "";
}
