using System.Net.Http.Headers;

namespace MedAgg.Jobs.Fetching;

/// <summary>How long to wait before the next try.</summary>
internal static class RetryDelay
{
    /// <summary>What the source asks for, else a doubling pause with a random share so that nodes do not knock in step.</summary>
    public static TimeSpan Before(int attempt, RetryConditionHeaderValue? asked, FetchOptions options, DateTimeOffset now)
    {
        TimeSpan? stated = asked?.Delta ?? (asked?.Date is { } date ? date - now : null);
        double doubled = options.RetryDelay.TotalSeconds * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
        var pause = TimeSpan.FromSeconds(Math.Max(doubled, stated?.TotalSeconds ?? 0));
        return pause > options.MaxRetryDelay ? options.MaxRetryDelay : pause;
    }
}
