using System.Globalization;
using MedAgg.Domain.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// Asks a source for a listing or a description: through the guard, bounded in bytes and time, again after errors that pass,
/// and no sooner than the source wants to be asked.
/// </summary>
public sealed class SourceClient(SafeHttp http, IOptions<FetchOptions> options, TimeProvider clock, ILogger<SourceClient> logger)
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Asks until there is an answer that will not change by asking again. Nothing a source does is an exception.</summary>
    public async Task<SourceAnswer> AskAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        Tries tries = new(options.Value, clock);
        while (true)
        {
            tries.Begin();
            (SourceAnswer answer, TimeSpan? wait, bool mayChange) = await AskOnceAsync(request, cancellationToken);
            if (!mayChange)
                return answer;
            if (wait > options.Value.MaxRateWait)
                return answer with { Refusal = TooOften(answer, wait.Value) };
            if (!tries.Failed())
                return answer;
            TimeSpan pause = wait ?? RetryDelay.Before(tries.InVain, null, options.Value);
            Log.AskedAgain(logger, answer.Url?.IdnHost ?? "a source", pause, tries.InVain, answer.Refusal!.Code);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Asks for JSON; an answer of 200 that is none (and not empty) is refused as a page or as broken.</summary>
    public async Task<SourceAnswer> AskJsonAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        FetchRequest ask = request.Headers.ContainsKey("Accept")
            ? request
            : request with { Headers = new Dictionary<string, string>(request.Headers) { ["Accept"] = "application/json" } };
        SourceAnswer answer = await AskAsync(ask, cancellationToken);
        if (answer.Refusal is not null || answer.IsEmpty || answer.Json.ValueKind is not System.Text.Json.JsonValueKind.Undefined)
            return answer;
        string host = answer.Url!.IdnHost;
        return answer with
        {
            Refusal = PageSniffer.IsPage(answer.Body.Span)
                ? new(SourceCodes.NotData, $"{host} answered with a web page where it should have described the data; it may ask for a login.")
                : new(SourceCodes.BadAnswer, $"{host} answered something that is not JSON."),
        };
    }

    private async Task<(SourceAnswer Answer, TimeSpan? Wait, bool MayChange)> AskOnceAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using FetchAnswer answer = await http.SendAsync(request, cancellationToken);
        if (answer.Refusal is { } refusal)
            return (new() { Refusal = refusal }, null, refusal.Code == SourceCodes.Unavailable);

        HttpResponseMessage response = answer.Response!;
        string host = answer.FinalUrl!.IdnHost;
        (ReadOnlyMemory<byte> body, Refusal? cut, bool mayChange) = await ReadAsync(response, host, cancellationToken);
        bool isLimit = RateLimits.IsLimit(response);
        TransferEnd? bad = SourceAnswers.Refuse(answer, Transfer.NameOf(request.Url), clock.GetUtcNow());
        SourceAnswer read = new()
        {
            Status = (int)response.StatusCode,
            Url = answer.FinalUrl,
            Body = body,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Headers = HeadersOf(response),
            Refusal = isLimit ? new(SourceCodes.RateLimited, $"{host} says that it was asked too often.") : bad?.Refusal ?? cut,
        };
        TimeSpan? wait = bad is null ? null : RateLimits.Wait(response, clock.GetUtcNow());
        return (read, isLimit || bad is { IsFinal: false } ? wait : null, isLimit || bad is { IsFinal: false } || (bad is null && mayChange));
    }

    private async Task<(ReadOnlyMemory<byte> Body, Refusal? Refusal, bool MayChange)> ReadAsync(HttpResponseMessage response, string host, CancellationToken cancellationToken)
    {
        long limit = options.Value.MaxAnswerBytes;
        Refusal tooLong = new(SourceCodes.ListingTooLong, $"{host} answers with more than {limit} bytes, which is the limit for a listing or a page.");
        if (response.Content.Headers.ContentLength > limit)
            return (default, tooLong, false);
        using CancellationTokenSource idle = new(options.Value.IdleTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        RateWatch rate = new(options.Value, clock);
        using MemoryStream body = new();
        byte[] buffer = new byte[BufferBytes];
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(either.Token);
            int read;
            while ((read = await stream.ReadAsync(buffer, either.Token)) > 0)
            {
                idle.CancelAfter(options.Value.IdleTimeout);
                if (body.Length + read > limit)
                    return (default, tooLong, false);
                await body.WriteAsync(buffer.AsMemory(0, read), either.Token);
                if (!rate.Count(read))
                    return (default, new(SourceCodes.TooSlow, $"{host} answers slower than {options.Value.MinBytesPerSecond} bytes/s."), false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, new(SourceCodes.TooSlow, $"{host} fell silent for {options.Value.IdleTimeout.TotalSeconds:0} s in the middle of an answer."), true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (default, new(SourceCodes.Truncated, $"{host} ended its answer before its own stated length."), true);
        }

        return (body.ToArray(), null, false);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
            headers[name] = string.Join(", ", values);
        return headers;
    }

    private static Refusal TooOften(SourceAnswer answer, TimeSpan wait) =>
        new(SourceCodes.RateLimited, string.Create(
            CultureInfo.InvariantCulture, $"{answer.Url!.IdnHost} says that it was asked too often and will answer again in {Math.Ceiling(wait.TotalMinutes):0} min; stored credentials may raise the limit."));
}
