using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Fetching;

/// <summary>Reads when a source wants to be asked again, in the dialects that sources speak.</summary>
public static partial class RateLimits
{
    // Values above this are moments since 1970, those below are seconds from now.
    private const long OldestEpoch = 1_000_000_000;

    /// <summary>Whether the answer says that the asker was too fast, and not that he may not ask at all: GitHub says so with 403.</summary>
    public static bool IsLimit(HttpResponseMessage response) =>
        (int)response.StatusCode == 429
        || ((int)response.StatusCode == 403 && (First(response, "x-ratelimit-remaining") == "0" || response.Headers.RetryAfter is not null));

    /// <summary>How long to wait: <c>Retry-After</c>, <c>x-ratelimit-reset</c> (epoch or seconds), <c>RateLimit-Reset</c>, <c>ratelimit: …;t=55</c>. Null when it does not say.</summary>
    public static TimeSpan? Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.RetryAfter is { } asked && Of(asked, now) is { } stated)
            return stated;
        foreach (string header in (string[])["x-ratelimit-reset", "ratelimit-reset"])
        {
            if (long.TryParse(First(response, header), NumberStyles.None, CultureInfo.InvariantCulture, out long reset))
                return NotNegative(reset >= OldestEpoch ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(reset, 32_503_680_000)) - now : TimeSpan.FromSeconds(reset));
        }

        return First(response, "ratelimit") is { } policy && SecondsLeft().Match(policy) is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;
    }

    private static TimeSpan? Of(RetryConditionHeaderValue asked, DateTimeOffset now) =>
        asked.Delta ?? (asked.Date is { } date ? NotNegative(date - now) : null);

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static string? First(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    [GeneratedRegex(@"(?:^|;)\s*t=(\d{1,7})\b")]
    private static partial Regex SecondsLeft();
}
