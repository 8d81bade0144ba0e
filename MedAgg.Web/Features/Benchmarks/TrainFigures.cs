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

    /// <summary>Fused multiply-adds of one core, measured in registers between the kernels, in 10⁹ floating-point operations a second; the largest median.</summary>
    public required double FmaPeakGflops { get; init; }

    /// <summary>All 3×3 kernels of the 64×64 net on one core together, as a share of the peak that was measured in the same rounds.</summary>
    public required double ShareOfFmaPeak { get; init; }

    /// <summary>What the share counts, in words.</summary>
    public required string ShareCounts { get; init; }

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
/// <param name="Counts">Whether it is part of <see cref="TrainFigures.ShareOfFmaPeak"/>.</param>
/// <param name="Forward">Image to output.</param>
/// <param name="WeightGradient">Gradient by the weights.</param>
/// <param name="InputGradient">Gradient by the image; absent for a first layer, where training makes none.</param>
/// <param name="Together">All one after the other.</param>
internal sealed record KernelFigures(string Shape, bool Counts, double Forward, double WeightGradient, double? InputGradient, double Together);
