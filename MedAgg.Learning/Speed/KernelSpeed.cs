namespace MedAgg.Learning.Speed;

/// <summary>
/// Speed of a convolution's kernels on one thread as shares of the machine's most fused multiply-adds, medians over rounds: in each round the peak
/// and the kernels run one after the other, so that a share compares neighbours in time whatever the clock of the core does meanwhile.
/// </summary>
/// <param name="Shape">What was measured.</param>
/// <param name="Peak">The peak, floating-point operations a second, median.</param>
/// <param name="Forward">Image to output, share of the peak.</param>
/// <param name="WeightGradient">Gradient by the weights, share of the peak.</param>
/// <param name="InputGradient">Gradient by the image, share of the peak; absent for a first layer, where training makes none.</param>
public sealed record KernelSpeed(KernelShape Shape, double Peak, double Forward, double WeightGradient, double? InputGradient)
{
    /// <summary>Floating-point operations of all kernels, zero padding counted as work.</summary>
    public double Operations => Shape.Operations * (InputGradient is null ? 2 : 3);

    /// <summary>All kernels one after the other, share of the peak.</summary>
    public double Together => Operations / (Shape.Operations * (1 / Forward + 1 / WeightGradient + 1 / (InputGradient ?? double.PositiveInfinity)));

    /// <summary>The kernels of several convolutions one after the other, share of the peak: each counts by the time its work takes.</summary>
    /// <param name="speeds">At least one; measured over equally many images.</param>
    public static double ShareOf(IReadOnlyCollection<KernelSpeed> speeds) => speeds.Sum(s => s.Operations) / speeds.Sum(s => s.Operations / s.Together);
}
