namespace MedAgg.Web.Kit.Charts;

/// <summary>Which labels under columns have room: evenly spaced ones that do not touch, and "unknown" always.</summary>
internal static class ColumnLabels
{
    /// <summary>Characters that stand side by side under the narrowest chart, a third of the page or a phone.</summary>
    public const int Room = 44;

    /// <summary>Characters between two labels.</summary>
    private const double Gap = 1.5;

    /// <param name="labels">From left to right, each under the middle of its column.</param>
    /// <param name="isUnknown">Whether the last column is "unknown".</param>
    public static bool[] Shown(IReadOnlyList<string> labels, bool isUnknown)
    {
        bool[] shown = new bool[labels.Count];
        int known = labels.Count - (isUnknown ? 1 : 0);
        double width = (double)Room / Math.Max(1, labels.Count);
        double end = isUnknown ? Left(labels, labels.Count - 1, width) - Gap : double.MaxValue;
        for (int every = 1; every <= Math.Max(1, known); every++)
        {
            int[] taken = [.. Enumerable.Range(0, known).Where(i => i % every == 0 && Right(labels, i, width) <= end)];
            bool touches = taken.Zip(taken.Skip(1)).Any(pair => Right(labels, pair.First, width) + Gap > Left(labels, pair.Second, width));
            if (touches)
                continue;
            foreach (int i in taken)
                shown[i] = true;
            break;
        }

        if (isUnknown)
            shown[^1] = true;
        return shown;
    }

    private static double Left(IReadOnlyList<string> labels, int i, double width) => ((i + 0.5) * width) - (labels[i].Length / 2.0);

    private static double Right(IReadOnlyList<string> labels, int i, double width) => ((i + 0.5) * width) + (labels[i].Length / 2.0);
}
