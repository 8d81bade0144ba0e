using System.Security.Cryptography;
using System.Text.Json;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>A network as it is written down: input shape and layers in order. The output of the last layer are the logits.</summary>
/// <param name="Input">One input image.</param>
/// <param name="Layers">First to last, at least one.</param>
public sealed record NetworkSpec(TensorShape Input, IReadOnlyList<LayerSpec> Layers)
{
    /// <inheritdoc />
    public bool Equals(NetworkSpec? other) => other is not null && Input == other.Input && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc />
    public override int GetHashCode() => Layers.Aggregate(Input.GetHashCode(), HashCode.Combine);

    /// <summary>The network as JSON, stable for equal networks.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>SHA-256 of the JSON in lower-case hex: two runs with the same hash trained the same network.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));

    /// <summary>Blocks of 3×3 convolution, batch norm, ReLU, then global average and a linear head.</summary>
    /// <param name="input">One input image.</param>
    /// <param name="outputs">1 for two classes, else the number of classes.</param>
    /// <param name="channels">Channels of each block.</param>
    /// <param name="pools">Whether a 2×2 max pool follows the block; as many as blocks.</param>
    public static NetworkSpec Plain(TensorShape input, int outputs, IReadOnlyList<int> channels, IReadOnlyList<bool> pools)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pools.Count, channels.Count);
        List<LayerSpec> layers = [];
        for (int i = 0; i < channels.Count; i++)
        {
            layers.AddRange([new ConvolutionSpec(channels[i]), new BatchNormSpec(), new ReluSpec()]);
            if (pools[i])
                layers.Add(new MaxPoolSpec());
        }
        layers.AddRange([new GlobalAverageSpec(), new LinearSpec(outputs)]);
        return new NetworkSpec(input, layers);
    }

    /// <summary>A small residual network: a stem, then stages of two-convolution blocks, each stage but the first halving the size.</summary>
    /// <param name="input">One input image.</param>
    /// <param name="outputs">1 for two classes, else the number of classes.</param>
    /// <param name="channels">Channels of each stage.</param>
    /// <param name="blocks">Blocks in each stage, at least 1.</param>
    public static NetworkSpec Residual(TensorShape input, int outputs, IReadOnlyList<int> channels, int blocks)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        List<LayerSpec> layers = [new ConvolutionSpec(channels[0]), new BatchNormSpec(), new ReluSpec()];
        int before = channels[0];
        for (int stage = 0; stage < channels.Count; stage++)
        {
            for (int block = 0; block < blocks; block++)
            {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                LayerSpec[] main =
                [
                    new ConvolutionSpec(channels[stage], 3, stride), new BatchNormSpec(), new ReluSpec(),
                    new ConvolutionSpec(channels[stage]), new BatchNormSpec(),
                ];
                LayerSpec[] shortcut = stride == 1 && before == channels[stage] ? [] : [new ConvolutionSpec(channels[stage], 1, stride), new BatchNormSpec()];
                layers.AddRange([new ResidualSpec(main, shortcut), new ReluSpec()]);
                before = channels[stage];
            }
        }
        layers.AddRange([new GlobalAverageSpec(), new LinearSpec(outputs)]);
        return new NetworkSpec(input, layers);
    }
}
