namespace MedAgg.Learning.Speed;

/// <summary>Floating-point operations a second of a convolution's three kernels on one thread; the best of several tries.</summary>
/// <param name="Shape">What was measured.</param>
/// <param name="Forward">Image to output.</param>
/// <param name="WeightGradient">Gradient by the weights.</param>
/// <param name="InputGradient">Gradient by the image.</param>
public sealed record KernelSpeed(KernelShape Shape, double Forward, double WeightGradient, double InputGradient)
{
    /// <summary>All three one after the other.</summary>
    public double Together => 3 / (1 / Forward + 1 / WeightGradient + 1 / InputGradient);
}
