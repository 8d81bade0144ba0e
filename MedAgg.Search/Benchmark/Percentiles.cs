namespace MedAgg.Search.Benchmark;

/// <summary>Microseconds of many queries.</summary>
public sealed record Percentiles(double P50, double P90, double P99, double Max)
{
    public static Percentiles Of(double[] microseconds)
    {
        ArgumentNullException.ThrowIfNull(microseconds);
        if (microseconds.Length == 0) return new Percentiles(0, 0, 0, 0);
        double[] sorted = [.. microseconds.Order()];
        return new Percentiles(At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), Math.Round(sorted[^1], 1));
    }

    private static double At(double[] sorted, double part) => Math.Round(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))], 1);
}
