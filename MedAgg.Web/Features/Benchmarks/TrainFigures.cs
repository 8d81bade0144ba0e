namespace MedAgg.Web.Features.Benchmarks;

/// <summary>What <c>bench train</c> prints. Seconds are the best epoch by the clock; the first one of a run does not count.</summary>
internal sealed record TrainFigures
{
    public required int Threads { get; init; }

    /// <summary>Instructions of the kernels.</summary>
    public required string InstructionSet { get; init; }

    public required IReadOnlyList<NetFigures> Nets { get; init; }

    /// <summary>Epoch time of the 64×64 net divided by PyTorch's in its best setting; absent where PyTorch is not installed.</summary>
    public double? RatioToPytorch { get; init; }

    /// <summary>Version of PyTorch, or one sentence that it is absent.</summary>
    public required string Pytorch { get; init; }

    /// <summary>Fused multiply-adds of one core, measured in registers, in 10⁹ floating-point operations a second.</summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>3×3 kernels of the 64×64 net behind its first layer on one core, all three ways together, as a share of the peak.</summary>
    public required double ShareOfFmaPeak { get; init; }

    public required IReadOnlyList<KernelFigures> Kernels { get; init; }
}

/// <summary>Epoch times of one net.</summary>
/// <param name="Name">Which net.</param>
/// <param name="Parameters">Numbers that training changes.</param>
/// <param name="ImageSize">Rows and columns.</param>
/// <param name="ImagesPerEpoch">Images, in batches of 32.</param>
/// <param name="EpochSeconds">Ours.</param>
/// <param name="ImagesPerSecond">Ours.</param>
/// <param name="PytorchEpochSeconds">PyTorch's in its best setting; absent where it is not installed.</param>
/// <param name="PytorchSetting">The best setting.</param>
/// <param name="RatioToPytorch">Ours divided by PyTorch's.</param>
internal sealed record NetFigures(
    string Name, int Parameters, int ImageSize, int ImagesPerEpoch, double EpochSeconds, double ImagesPerSecond,
    double? PytorchEpochSeconds, string? PytorchSetting, double? RatioToPytorch);

/// <summary>Speed of one convolution on one core as shares of the peak.</summary>
/// <param name="Shape">The convolution.</param>
/// <param name="Forward">Image to output.</param>
/// <param name="WeightGradient">Gradient by the weights.</param>
/// <param name="InputGradient">Gradient by the image.</param>
/// <param name="Together">All three one after the other.</param>
internal sealed record KernelFigures(string Shape, double Forward, double WeightGradient, double InputGradient, double Together);
