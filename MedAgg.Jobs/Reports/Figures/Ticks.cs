namespace MedAgg.Jobs.Reports.Figures;

/// <summary>Numbers beside an axis.</summary>
internal static class Ticks
{
    public static IReadOnlyList<double> Unit { get; } = [0, 0.2, 0.4, 0.6, 0.8, 1];

    /// <summary>Round steps (1, 2, 5 times a power of ten) from a low to a high end, both among them.</summary>
    public static IReadOnlyList<double> Between(double low, double high, int most)
    {
        double step = Step((high - low) / most);
        double first = Math.Floor(low / step + 1e-9);
        double last = Math.Ceiling(high / step - 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((first + i) * step, 10))];
    }

    /// <summary>Epochs, whole, at most that many.</summary>
    public static IReadOnlyList<double> Epochs(int last, int most)
    {
        int step = Math.Max(1, (last + most - 1) / most);
        return [.. Enumerable.Range(1, last).Where(epoch => epoch == 1 || epoch % step == 0).Select(epoch => (double)epoch)];
    }

    private static double Step(double rough)
    {
        if (!(rough > 0))
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return rough / power <= 1 ? power : rough / power <= 2 ? 2 * power : rough / power <= 5 ? 5 * power : 10 * power;
    }
}
