namespace MedAgg.Learning.Metrics;

/// <summary>How patients are resampled.</summary>
public sealed record BootstrapOptions
{
    /// <summary>How many resamples are drawn, at least 1. Default 2000.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Decides every draw. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Coverage, strictly between 0 and 1. Default 0.95.</summary>
    public double Level { get; init; } = 0.95;
}

/// <summary>A percentile interval and how it came to be.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="Resamples">Resamples drawn.</param>
/// <param name="Undefined">Resamples in which the metric did not exist because a class was missing; they are left out.</param>
/// <param name="Seed">The seed that decides every draw.</param>
/// <param name="Patients">Patients that were resampled.</param>
public sealed record BootstrapInterval(Interval Interval, int Resamples, int Undefined, ulong Seed, int Patients);
