namespace MedAgg.Imaging.Geometry;

/// <summary>Stacks the slices of one series, files or frames of files: same direction (cosines within 1e-3), same matrix, distinct positions along the normal, three at least.</summary>
internal static class SliceStacker
{
    public const double CosineTolerance = 1e-3;
    public const double SamePositionMm = 1e-2;
    private const int LeastSlices = 3;

    /// <summary>Directions of one series that are told apart; slices of further ones stay planes.</summary>
    private const int MostDirections = 64;

    public static List<SeriesVolume> Stack(IReadOnlyList<SliceFacts> slices, ISet<SeriesFinding> findings)
    {
        List<Plane> placed = [.. slices.SelectMany(Plane.Of)];
        if (placed.Count == 0)
        {
            if (slices.Count(s => s.Frames == 1 && DimensionalityRule.MayStack(s)) > 1)
                findings.Add(SeriesFinding.NoPositions);
            return [];
        }
        List<List<Plane>> bundles = ByDirection(placed);
        if (bundles.Count > 1)
            findings.Add(SeriesFinding.MixedOrientations);
        List<SeriesVolume> volumes = [];
        foreach (List<Plane> bundle in bundles)
        {
            List<IGrouping<(int, int), Plane>> matrices = [.. bundle.GroupBy(s => (s.File.Rows, s.File.Columns))];
            if (matrices.Count > 1)
                findings.Add(SeriesFinding.MixedMatrices);
            foreach (IGrouping<(int, int), Plane> matrix in matrices)
            {
                if (Volume([.. matrix], findings) is { } volume)
                    volumes.Add(volume);
            }
        }
        return [.. volumes.OrderByDescending(v => v.Keys.Count)];
    }

    private static List<List<Plane>> ByDirection(List<Plane> slices)
    {
        List<List<Plane>> bundles = [];
        foreach (Plane slice in slices)
        {
            List<Plane>? bundle = bundles.Find(b => b[0].Orientation.Zip(slice.Orientation).All(p => Math.Abs(p.First - p.Second) <= CosineTolerance));
            if (bundle is not null)
                bundle.Add(slice);
            else if (bundles.Count < MostDirections)
                bundles.Add([slice]);
        }
        return bundles;
    }

    private static SeriesVolume? Volume(List<Plane> slices, ISet<SeriesFinding> findings)
    {
        double[] normal = Normal(slices[0].Orientation);
        if (normal.Any(n => !double.IsFinite(n)))
            return null;
        IOrderedEnumerable<(double At, Plane Slice)> ordered = slices.Select(s => (At: Along(s.Position, normal), Slice: s))
            .OrderBy(s => s.At).ThenBy(s => s.Slice.File.InstanceNumber ?? int.MaxValue).ThenBy(s => s.Slice.Frame);
        List<(double At, List<Plane> Slices)> positions = [];
        foreach ((double at, Plane slice) in ordered)
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
        if (isTimed)
            InOrderOfTime(positions);
        return Describe(normal, positions, isTimed ? times : 1, findings);
    }

    /// <summary>A repeated position is a time point, echo or b-value when its slices are other ones and say in what they differ; else they are copies.</summary>
    private static bool DiffersInTime(List<(double At, List<Plane> Slices)> positions) =>
        AllDiffer(positions, p => (p.File.SopInstanceUid, p.Frame))
        && (AllDiffer(positions, p => p.Temporal)
            || AllDiffer(positions, p => p.File.AcquisitionNumber)
            || AllDiffer(positions, p => p.File.AcquisitionTime)
            || AllDiffer(positions, p => p.File.TriggerTimeMs)
            || AllDiffer(positions, p => p.File.EchoTimeMs)
            || AllDiffer(positions, p => p.File.DiffusionBValue)
            || AllDiffer(positions, p => p.File.Frames > 1 ? (p.File.InstanceNumber, p.Frame) : null as (int?, int)?));

    private static bool AllDiffer<T>(List<(double At, List<Plane> Slices)> positions, Func<Plane, T> what) =>
        positions.TrueForAll(p => p.Slices.Select(what).Where(value => value is not null).Distinct().Count() == p.Slices.Count);

    private static void InOrderOfTime(List<(double At, List<Plane> Slices)> positions)
    {
        if (AllDiffer(positions, p => p.Temporal))
            positions.ForEach(p => p.Slices.Sort((a, b) => a.Temporal!.Value.CompareTo(b.Temporal!.Value)));
    }

    private static SeriesVolume Describe(double[] normal, List<(double At, List<Plane> Slices)> positions, int times, ISet<SeriesFinding> findings)
    {
        Plane first = positions[0].Slices[0];
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
        if (first.File.SliceThickness is > 0 and { } thickness && Math.Abs(thickness - median) > 0.1 * median)
            findings.Add(SeriesFinding.ThicknessDiffersFromSpacing);
        (int?, int)[] numbers = [.. positions.Select(p => (p.Slices[0].File.InstanceNumber, p.Slices[0].Frame))];
        if (times == 1 && numbers.All(n => n.Item1 is not null) && !Rises(numbers) && !Rises([.. numbers.Reverse()]))
            findings.Add(SeriesFinding.InstanceOrderDiffersFromPosition);
        List<Plane> kept = [.. Enumerable.Range(0, times).SelectMany(t => positions.Select(p => p.Slices[t]))];
        return new SeriesVolume(
            [.. kept.Select(p => p.File.Key)], [.. kept.Select(p => p.Frame)], first.Position, first.Orientation, normal, [.. positions.Select(p => p.At)], median,
            first.File.Columns, first.File.Rows, times, gaps, isUniform);
    }

    private static bool Rises((int?, int)[] numbers) => numbers.Skip(1).Zip(numbers).All(p => Comparer<(int?, int)>.Default.Compare(p.First, p.Second) > 0);

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
