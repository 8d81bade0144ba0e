using System.Text.Json.Serialization;

namespace MedAgg.Learning.Layers;

/// <summary>What a layer is, without any memory: the part of a network that is written down, hashed, exported and compared.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(ConvolutionSpec), "convolution")]
[JsonDerivedType(typeof(DepthwiseSpec), "depthwise")]
[JsonDerivedType(typeof(BatchNormSpec), "batchNorm")]
[JsonDerivedType(typeof(ReluSpec), "relu")]
[JsonDerivedType(typeof(MaxPoolSpec), "maxPool")]
[JsonDerivedType(typeof(AveragePoolSpec), "averagePool")]
[JsonDerivedType(typeof(GlobalAverageSpec), "globalAverage")]
[JsonDerivedType(typeof(LinearSpec), "linear")]
[JsonDerivedType(typeof(DropoutSpec), "dropout")]
[JsonDerivedType(typeof(ResidualSpec), "residual")]
public abstract record LayerSpec;

/// <summary>A convolution with a window of 1×1 or 3×3, zero padded so that stride 1 keeps the size.</summary>
/// <param name="Channels">Output channels, 1 … 4096.</param>
/// <param name="Window">1 or 3.</param>
/// <param name="Stride">1 or 2. The output has ceil(size / stride) rows and columns.</param>
/// <param name="HasBias">One added number per channel; leave it out in front of a batch norm.</param>
public sealed record ConvolutionSpec(int Channels, int Window = 3, int Stride = 1, bool HasBias = false) : LayerSpec;

/// <summary>A 3×3 convolution of each channel alone, zero padded.</summary>
/// <param name="Stride">1 or 2.</param>
public sealed record DepthwiseSpec(int Stride = 1) : LayerSpec;

/// <summary>
/// Batch normalisation per channel (Ioffe and Szegedy, ICML 2015): batch statistics in training, running ones otherwise.
/// Running variance is the unbiased one, as in PyTorch.
/// </summary>
/// <param name="Momentum">Weight of the newest batch in the running statistics, in (0, 1].</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record BatchNormSpec(float Momentum = 0.1f, float Epsilon = 1e-5f) : LayerSpec;

/// <summary>max(x, 0).</summary>
public sealed record ReluSpec : LayerSpec;

/// <summary>The largest value of each window; the window is also the stride, a rest at the right and bottom edge is dropped.</summary>
/// <param name="Window">2 … 16.</param>
public sealed record MaxPoolSpec(int Window = 2) : LayerSpec;

/// <summary>The mean of each window; the window is also the stride, a rest at the right and bottom edge is dropped.</summary>
/// <param name="Window">2 … 16.</param>
public sealed record AveragePoolSpec(int Window = 2) : LayerSpec;

/// <summary>The mean over all pixels: one pixel stays.</summary>
public sealed record GlobalAverageSpec : LayerSpec;

/// <summary>Every output sees every input value; one pixel stays.</summary>
/// <param name="Outputs">1 … 65536.</param>
public sealed record LinearSpec(int Outputs) : LayerSpec;

/// <summary>Sets values to zero at random in training and scales the others up; does nothing otherwise.</summary>
/// <param name="Rate">Share of values set to zero, in [0, 1).</param>
public sealed record DropoutSpec(float Rate) : LayerSpec;

/// <summary>The sum of two branches of the same shape (He et al., CVPR 2016). Put a <see cref="ReluSpec"/> behind it.</summary>
/// <param name="Main">The long branch, at least one layer.</param>
/// <param name="Shortcut">The short branch; empty for the input itself.</param>
public sealed record ResidualSpec(IReadOnlyList<LayerSpec> Main, IReadOnlyList<LayerSpec> Shortcut) : LayerSpec
{
    /// <inheritdoc />
    public bool Equals(ResidualSpec? other) => other is not null && Main.SequenceEqual(other.Main) && Shortcut.SequenceEqual(other.Shortcut);

    /// <inheritdoc />
    public override int GetHashCode() => Main.Concat(Shortcut).Aggregate(17, HashCode.Combine);
}
