using MedAgg.Learning.Training;

namespace MedAgg.Learning.Baselines;

/// <summary>
/// Hand-crafted features of a gray image: intensity statistics and histogram, histograms of oriented gradients (Dalal and Triggs, CVPR 2005),
/// uniform local binary patterns (Ojala et al., PAMI 24, 2002) at two radii. Only + - * / and square root: the same bits everywhere.
/// </summary>
public static class ImageFeatures
{
    private const int HistogramBins = 16;
    private const int Cells = 4;
    private const int Orientations = 9;
    private const int Patterns = 10;

    // Cosine and sine of 0°, 20° … 160°.
    private static readonly double[] Cosines = [1, 0.93969262078590838, 0.76604444311897804, 0.5, 0.17364817766693035, -0.17364817766693035, -0.5, -0.76604444311897804, -0.93969262078590838];
    private static readonly double[] Sines = [0, 0.34202014332566873, 0.64278760968653933, 0.86602540378443865, 0.98480775301220806, 0.98480775301220806, 0.86602540378443865, 0.64278760968653933, 0.34202014332566873];
    private static readonly double[] Quantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    private static readonly (int Y, int X)[] Ring = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)];

    /// <summary>Names in the order of the values.</summary>
    public static IReadOnlyList<string> Names { get; } = MakeNames();

    /// <summary>Features of every image of a source; of several channels the first counts.</summary>
    /// <param name="images">Images of at least 8×8 pixels.</param>
    /// <param name="highest">Value of white, 255 for 8 bits; black is 0.</param>
    /// <param name="cancellationToken">Stops between images.</param>
    public static IReadOnlyList<double[]> OfAll(IImageSource images, double highest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        float[] values = new float[images.Shape.Elements];
        double[] gray = new double[images.Shape.Pixels];
        List<double[]> rows = new(images.Count);
        for (int i = 0; i < images.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            images.Read(i, values);
            for (int p = 0; p < gray.Length; p++)
                gray[p] = values[p * images.Shape.Channels];
            rows.Add(Of(gray, images.Shape.Height, images.Shape.Width, highest));
        }
        return rows;
    }

    /// <summary>Features of one image.</summary>
    /// <param name="gray">Rows, columns.</param>
    /// <param name="height">At least 8.</param>
    /// <param name="width">At least 8.</param>
    /// <param name="highest">Value of white; black is 0.</param>
    public static double[] Of(ReadOnlySpan<double> gray, int height, int width, double highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 8);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gray.Length, height * width);
        List<double> features = new(Names.Count);
        AddIntensity(features, gray, highest);
        AddGradients(features, gray, height, width);
        AddPatterns(features, gray, height, width, radius: 1);
        AddPatterns(features, gray, height, width, radius: 2);
        return [.. features];
    }

    private static string[] MakeNames() =>
    [
        "mean", "deviation", "skewness", "kurtosis", .. Quantiles.Select(q => FormattableString.Invariant($"quantile {q}")),
        .. Enumerable.Range(0, HistogramBins).Select(b => $"histogram {b}"),
        .. Enumerable.Range(0, Cells * Cells * Orientations).Select(i => $"gradient cell {i / Orientations} bin {i % Orientations}"),
        .. Enumerable.Range(0, Patterns).Select(p => $"pattern 1 bin {p}"), .. Enumerable.Range(0, Patterns).Select(p => $"pattern 2 bin {p}"),
    ];

    private static void AddIntensity(List<double> features, ReadOnlySpan<double> gray, double highest)
    {
        double[] sorted = gray.ToArray();
        Array.Sort(sorted);
        double mean = 0;
        foreach (double value in sorted)
            mean += value;
        mean /= sorted.Length;
        double second = 0, third = 0, fourth = 0;
        double[] histogram = new double[HistogramBins];
        foreach (double value in sorted)
        {
            double d = value - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
            histogram[(int)Math.Clamp(value / highest * HistogramBins, 0, HistogramBins - 1)]++;
        }
        double variance = second / sorted.Length;
        double deviation = Math.Sqrt(variance);
        bool isFlat = variance < 1e-12;
        features.AddRange([mean, deviation, isFlat ? 0 : third / sorted.Length / (variance * deviation), isFlat ? 0 : fourth / sorted.Length / (variance * variance)]);
        foreach (double share in Quantiles)
            features.Add(sorted[(int)(share * (sorted.Length - 1))]);
        foreach (double bin in histogram)
            features.Add(bin / sorted.Length);
    }

    private static void AddGradients(List<double> features, ReadOnlySpan<double> gray, int height, int width)
    {
        double[] cells = new double[Cells * Cells * Orientations];
        for (int y = 1; y < height - 1; y++)
        {
            for (int x = 1; x < width - 1; x++)
            {
                double gx = gray[y * width + x + 1] - gray[y * width + x - 1];
                double gy = gray[(y + 1) * width + x] - gray[(y - 1) * width + x];
                int best = 0;
                double most = -1;
                for (int o = 0; o < Orientations; o++)
                {
                    double along = Math.Abs(gx * Cosines[o] + gy * Sines[o]);
                    if (along > most)
                        (best, most) = (o, along);
                }
                cells[(y * Cells / height * Cells + x * Cells / width) * Orientations + best] += Math.Sqrt(gx * gx + gy * gy);
            }
        }
        double norm = 0;
        foreach (double value in cells)
            norm += value * value;
        norm = Math.Sqrt(norm) + 1e-9;
        foreach (double value in cells)
            features.Add(value / norm);
    }

    // Bins 0 … 8: number of brighter neighbours in a ring with at most two changes; bin 9: all other rings.
    private static void AddPatterns(List<double> features, ReadOnlySpan<double> gray, int height, int width, int radius)
    {
        double[] bins = new double[Patterns];
        for (int y = radius; y < height - radius; y++)
        {
            for (int x = radius; x < width - radius; x++)
            {
                int ones = 0;
                int changes = 0;
                bool before = IsBrighter(gray, width, y, x, Ring.Length - 1, radius);
                for (int n = 0; n < Ring.Length; n++)
                {
                    bool brighter = IsBrighter(gray, width, y, x, n, radius);
                    ones += brighter ? 1 : 0;
                    changes += brighter != before ? 1 : 0;
                    before = brighter;
                }
                bins[changes <= 2 ? ones : Patterns - 1]++;
            }
        }
        double total = (height - 2.0 * radius) * (width - 2.0 * radius);
        foreach (double bin in bins)
            features.Add(bin / total);
    }

    private static bool IsBrighter(ReadOnlySpan<double> gray, int width, int y, int x, int neighbour, int radius) =>
        gray[(y + Ring[neighbour].Y * radius) * width + x + Ring[neighbour].X * radius] >= gray[y * width + x];
}
