namespace MedAgg.Imaging.Facts;

/// <summary>Frames of one direction as a stack along their normal.</summary>
/// <param name="Positions">Distinct positions, 0.01 mm apart at least.</param>
/// <param name="TimesEach">How often every position occurs; 0 when they occur unequally often.</param>
/// <param name="SpacingMm">Median distance of neighbours.</param>
public sealed record FrameStack(int Positions, int TimesEach, double SpacingMm)
{
    private const double CosineTolerance = 1e-3;
    private const double SamePositionMm = 1e-2;
    private const int LeastPositions = 3;

    /// <summary>The stack that the frames form; null when they differ in direction or have fewer than three positions.</summary>
    public static FrameStack? Of(IReadOnlyList<DicomFrame> frames)
    {
        if (frames.Count < LeastPositions)
            return null;
        IReadOnlyList<double> o = frames[0].Orientation;
        if (frames.Any(f => f.Orientation.Zip(o).Any(p => Math.Abs(p.First - p.Second) > CosineTolerance)))
            return null;
        double[] normal = [(o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3])];
        List<(double At, int Count)> positions = [];
        foreach (double at in frames.Select(f => (f.Position[0] * normal[0]) + (f.Position[1] * normal[1]) + (f.Position[2] * normal[2])).Order())
        {
            if (positions.Count > 0 && at - positions[^1].At < SamePositionMm)
                positions[^1] = positions[^1] with { Count = positions[^1].Count + 1 };
            else
                positions.Add((at, 1));
        }
        if (positions.Count < LeastPositions)
            return null;
        double[] steps = [.. positions.Skip(1).Zip(positions, (b, a) => b.At - a.At).Order()];
        return new FrameStack(positions.Count, positions.TrueForAll(p => p.Count == positions[0].Count) ? positions[0].Count : 0, steps[steps.Length / 2]);
    }
}
