namespace MedAgg.Jobs.Fetching;

/// <summary>How long to wait before the next try.</summary>
internal static class RetryDelay
{
    /// <summary>A doubling pause with a random share so that nodes do not knock in step, and never less than the source asks for.</summary>
    /// <param name="asked">What the source asks for; null when it does not.</param>
    public static TimeSpan Before(int attempt, TimeSpan? asked, FetchOptions options)
    {
        double doubled = options.RetryDelay.TotalSeconds * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
        var pause = TimeSpan.FromSeconds(Math.Min(doubled, options.MaxRetryDelay.TotalSeconds));
        return asked > pause ? asked.Value : pause;
    }
}
