namespace MedAgg.Learning.Speed;

/// <summary>A convolution whose kernels are measured.</summary>
/// <param name="Size">Rows and columns of the input.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Images">Images one after the other.</param>
/// <param name="Window">3 or 1.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="IsFirst">The first layer of a net: nobody asks for a gradient by its input.</param>
public sealed record KernelShape(int Size, int Inputs, int Outputs, int Images, int Window = 3, int Stride = 1, bool IsFirst = false)
{
    /// <summary>Rows and columns of the output.</summary>
    public int OutputSize => (Size - 1) / Stride + 1;

    /// <summary>Floating-point operations of one way through all images, zero padding counted as work.</summary>
    public double Operations => 2.0 * Images * OutputSize * OutputSize * Window * Window * Inputs * Outputs;

    /// <inheritdoc />
    public override string ToString() => $"{Window}x{Window} {Size}x{Size} {Inputs}->{Outputs} stride {Stride}, {Images} images";
}
