using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Geometry;

/// <summary>Stacks single-frame slices of one series: same direction (cosines within 1e-3), same matrix, distinct positions along the normal, three at least.</summary>
internal static class SliceStacker
{
    private const double CosineTolerance = 1e-3;
    private const double SamePositionMm = 1e-2;
    private const int LeastSlices = 3;

    public static List<SeriesVolume> Stack(IReadOnlyList<SliceFacts> slices, ISet<SeriesFinding> findings)
    {
        List<SliceFacts> placed = [.. slices.Where(s => s.Frames == 1 && s.Kind is FileKind.Dicom or FileKind.DicomGz && s.Orientation is not null && s.Position is not null && s.Rows > 0 && DimensionalityRule.MayStack(s))];
        if (placed.Count == 0)
        {
            if (slices.Count(s => s.Frames == 1 && DimensionalityRule.MayStack(s)) > 1)
                findings.Add(SeriesFinding.NoPositions);
            return [];
        }
        List<List<SliceFacts>> bundles = ByDirection(placed);
        if (bundles.Count > 1)
            findings.Add(SeriesFinding.MixedOrientations);
        List<SeriesVolume> volumes = [];
        foreach (List<SliceFacts> bundle in bundles)
        {
            List<IGrouping<(int, int), SliceFacts>> matrices = [.. bundle.GroupBy(s => (s.Rows, s.Columns))];
            if (matrices.Count > 1)
                findings.Add(SeriesFinding.MixedMatrices);
            foreach (IGrouping<(int, int), SliceFacts> matrix in matrices)
            {
                if (Volume([.. matrix], findings) is { } volume)
                    volumes.Add(volume);
            }
        }
        return [.. volumes.OrderByDescending(v => v.Keys.Count)];
    }

    private static List<List<SliceFacts>> ByDirection(List<SliceFacts> slices)
    {
        List<List<SliceFacts>> bundles = [];
        foreach (SliceFacts slice in slices)
        {
            List<SliceFacts>? bundle = bundles.Find(b => b[0].Orientation!.Zip(slice.Orientation!).All(p => Math.Abs(p.First - p.Second) <= CosineTolerance));
            if (bundle is null)
                bundles.Add([slice]);
            else
                bundle.Add(slice);
        }
        return bundles;
    }

    private static SeriesVolume? Volume(List<SliceFacts> slices, ISet<SeriesFinding> findings)
    {
        double[] normal = Normal(slices[0].Orientation!);
        if (normal.Any(n => !double.IsFinite(n)))
            return null;
        List<(double At, SliceFacts Slice)> ordered = [.. slices.Select(s => (At: Along(s.Position!, normal), Slice: s)).OrderBy(s => s.At).ThenBy(s => s.Slice.InstanceNumber ?? int.MaxValue)];
        List<(double At, List<SliceFacts> Slices)> positions = [];
        foreach ((double at, SliceFacts slice) in ordered)
        {
            if (positions.Count > 0 && at - positions[^1].At < SamePositionMm)
                positions[^1].Slices.Add(slice);
            else
                positions.Add((at, [slice]));
        }
        int times = positions.Min(p => p.Slices.Count);
        bool isTimed = positions.Count >= LeastSlices && times > 1 && positions.TrueForAll(p => p.Slices.Count == times) && DiffersInTime(positions);
        if (positions.Any(p => p.Slices.Count > 1) && !isTimed)
            findings.Add(SeriesFinding.DuplicatePositions);
        if (positions.Count < LeastSlices)
            return null;
        return Describe(slices[0], normal, positions, isTimed ? times : 1, findings);
    }

    /// <summary>A repeated position is a time point when its files are other instances that know an order; else it is a copy.</summary>
    private static bool DiffersInTime(List<(double At, List<SliceFacts> Slices)> positions) =>
        positions.TrueForAll(p => p.Slices.Select(s => s.SopInstanceUid).Distinct(StringComparer.Ordinal).Count() == p.Slices.Count)
        && (positions.TrueForAll(p => p.Slices.Select(s => s.AcquisitionNumber).Distinct().Count() == p.Slices.Count)
            || positions.TrueForAll(p => p.Slices.Select(s => s.TemporalPosition).Distinct().Count() == p.Slices.Count));

    private static SeriesVolume Describe(SliceFacts first, double[] normal, List<(double At, List<SliceFacts> Slices)> positions, int times, ISet<SeriesFinding> findings)
    {
        double[] steps = [.. positions.Skip(1).Zip(positions, (b, a) => b.At - a.At)];
        double median = Median(steps);
        List<SliceGap> gaps = [];
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] > 1.5 * median)
                gaps.Add(new SliceGap(i, steps[i], Math.Max(1, (int)Math.Round(steps[i] / median) - 1)));
        }
        if (gaps.Count > 0)
            findings.Add(SeriesFinding.MissingSlices);
        bool isUniform = steps.All(s => Math.Abs(s - median) <= Math.Max(0.01, 0.01 * median));
        if (!isUniform && gaps.Count == 0)
            findings.Add(SeriesFinding.MixedSpacing);
        if (first.SliceThickness is > 0 and { } thickness && Math.Abs(thickness - median) > 0.1 * median)
            findings.Add(SeriesFinding.ThicknessDiffersFromSpacing);
        int?[] numbers = [.. positions.Select(p => p.Slices[0].InstanceNumber)];
        if (times == 1 && numbers.All(n => n is not null) && !Rises(numbers) && !Rises([.. numbers.Reverse()]))
            findings.Add(SeriesFinding.InstanceOrderDiffersFromPosition);
        IEnumerable<SliceFacts> kept = times > 1 ? Enumerable.Range(0, times).SelectMany(t => positions.Select(p => p.Slices[t])) : positions.Select(p => p.Slices[0]);
        return new SeriesVolume([.. kept.Select(s => s.Key)], first.Orientation!, normal, [.. positions.Select(p => p.At)], median, first.Columns, first.Rows, times, gaps, isUniform);
    }

    private static bool Rises(int?[] numbers) => numbers.Skip(1).Zip(numbers).All(p => p.First > p.Second);

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Along(IReadOnlyList<double> position, double[] normal) => (position[0] * normal[0]) + (position[1] * normal[1]) + (position[2] * normal[2]);

    private static double[] Normal(IReadOnlyList<double> o)
    {
        double x = (o[1] * o[5]) - (o[2] * o[4]);
        double y = (o[2] * o[3]) - (o[0] * o[5]);
        double z = (o[0] * o[4]) - (o[1] * o[3]);
        double length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return [x / length, y / length, z / length];
    }
}
