namespace MedAgg.Learning.Tensors;

/// <summary>The inner loops of convolution and its weight gradient for one instruction set.</summary>
internal abstract class ConvolutionKernels
{
    /// <summary>Output channels of a weight panel.</summary>
    public const int PanelWidth = 16;

    /// <summary>The kernels of an instruction set.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine lacks it.</exception>
    public static ConvolutionKernels For(InstructionSet set)
    {
        if (!InstructionSets.Available.Contains(set))
            throw new PlatformNotSupportedException($"This machine has no {set}.");
        return set switch
        {
            InstructionSet.Vector512 => new Vector512Kernels(),
            InstructionSet.Vector256 => new Vector256Kernels(),
            _ => new ScalarKernels(),
        };
    }

    /// <summary>Channels rounded up to whole panels.</summary>
    public static int Padded(int channels) => (channels + PanelWidth - 1) / PanelWidth * PanelWidth;

    public abstract void Convolve(in ConvolutionPass pass);

    public abstract void AddWeightGradient(in WeightGradientPass pass);
}
