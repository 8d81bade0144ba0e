namespace MedAgg.Jobs.Fetching;

/// <summary>Judges the mean rate of a transfer, window by window.</summary>
internal sealed class RateWatch(FetchOptions options, TimeProvider clock)
{
    private long _begin = clock.GetTimestamp();
    private long _bytes;

    /// <summary>Counts bytes that have come.</summary>
    /// <returns>False when a whole window has passed with too few.</returns>
    public bool Count(int bytes)
    {
        _bytes += bytes;
        TimeSpan elapsed = clock.GetElapsedTime(_begin);
        if (elapsed < options.RateWindow)
            return true;
        bool isFastEnough = _bytes >= options.MinBytesPerSecond * elapsed.TotalSeconds;
        _begin = clock.GetTimestamp();
        _bytes = 0;
        return isFastEnough;
    }
}
