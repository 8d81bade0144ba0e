namespace MedAgg.Web.Features.Ingestion;

/// <summary>
/// How fast a job went in the last minute, from its counters as a page saw them. Kept by the page: nothing of it is stored,
/// and before its first look nothing is known.
/// </summary>
public sealed class Throughput
{
    /// <summary>Seconds that are remembered.</summary>
    public const int Seconds = 60;

    private readonly List<(DateTimeOffset At, long Bytes, long Files)> _samples = [];

    /// <summary>When the page began to look; null before.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Takes the counters of all stages together. A counter that falls back (a download begun again) begins a new count.</summary>
    public void Add(DateTimeOffset at, long bytes, long files)
    {
        if (_samples.Count > 0 && (bytes < _samples[^1].Bytes || files < _samples[^1].Files || at < _samples[^1].At))
            _samples.Clear();
        Since ??= at;
        _samples.Add((at, bytes, files));

        // One sample older than the window stays: the growth until the first one inside begins there.
        while (_samples.Count > 2 && at - _samples[1].At > TimeSpan.FromSeconds(Seconds))
            _samples.RemoveAt(0);
    }

    /// <summary>Bytes of each of the last 60 seconds, the newest last; null for seconds before the first look.</summary>
    public IReadOnlyList<double?> BytesBySecond(DateTimeOffset now)
    {
        var seconds = new double?[Seconds];
        DateTimeOffset begin = now - TimeSpan.FromSeconds(Seconds);
        if (Since is { } since)
        {
            for (int i = 0; i < Seconds; i++)
            {
                if (begin + TimeSpan.FromSeconds(i + 1) > since)
                    seconds[i] = 0;
            }
        }

        for (int k = 1; k < _samples.Count; k++)
            Spread(seconds, begin, _samples[k - 1], _samples[k]);
        return seconds;
    }

    /// <summary>Bytes a second over the last <paramref name="window"/>; null when too little was seen or nothing moved.</summary>
    public double? BytesPerSecond(DateTimeOffset now, TimeSpan window) => Rate(now, window, sample => sample.Bytes);

    /// <summary>Files a second over the last <paramref name="window"/>; null when too little was seen or nothing moved.</summary>
    public double? FilesPerSecond(DateTimeOffset now, TimeSpan window) => Rate(now, window, sample => sample.Files);

    private double? Rate(DateTimeOffset now, TimeSpan window, Func<(DateTimeOffset At, long Bytes, long Files), long> counter)
    {
        int first = _samples.FindIndex(sample => now - sample.At <= window);
        if (first < 0 || _samples.Count < 2)
            return null;

        (DateTimeOffset at, _, _) = _samples[Math.Max(0, first - 1)];
        long grown = counter(_samples[^1]) - counter(_samples[Math.Max(0, first - 1)]);
        double seconds = (now - at).TotalSeconds;
        return grown > 0 && seconds >= 1 ? grown / seconds : null;
    }

    // What was counted between two looks is taken as even over the time between them.
    private static void Spread(double?[] seconds, DateTimeOffset begin, (DateTimeOffset At, long Bytes, long Files) from, (DateTimeOffset At, long Bytes, long Files) to)
    {
        double grown = to.Bytes - from.Bytes;
        double start = (from.At - begin).TotalSeconds;
        double end = (to.At - begin).TotalSeconds;
        if (grown <= 0 || end <= start)
            return;

        for (int i = Math.Max(0, (int)Math.Floor(start)); i < Math.Min(Seconds, end); i++)
        {
            double overlap = Math.Min(end, i + 1) - Math.Max(start, i);
            if (overlap > 0)
                seconds[i] = (seconds[i] ?? 0) + (grown * overlap / (end - start));
        }
    }
}
