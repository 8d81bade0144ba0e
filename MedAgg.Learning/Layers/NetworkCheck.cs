using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Walks over a network as written down and says whether it can be built, how large it is and what it gives.</summary>
internal static class NetworkCheck
{
    private const int MostLayers = 1000;
    private const int MostChannels = 4096;
    private const int MostOutputs = 65536;

    /// <summary>The output shape and the bytes of activations, gradients and weight sums.</summary>
    public sealed record Result(TensorShape Output, long Bytes);

    public static Outcome<Result> Walk(NetworkSpec spec, int images, bool trains)
    {
        if (!spec.Input.IsValid)
            return new Refusal("NETWORK_SHAPE", $"The input shape {spec.Input} is empty or larger than 2^30 values.");
        if (spec.Layers.Count is 0 or > MostLayers)
            return new Refusal("NETWORK_LAYERS", $"The network has {spec.Layers.Count} layers; 1 to {MostLayers} are possible.");
        return Walk(spec.Layers, spec.Input, images, trains, "", depth: 0);
    }

    private static Outcome<Result> Walk(IReadOnlyList<LayerSpec> layers, TensorShape shape, int images, bool trains, string path, int depth)
    {
        long bytes = 0;
        int chunks = Pass.ChunksOf(images);
        for (int i = 0; i < layers.Count; i++)
        {
            string name = $"{path}{i}";
            if (Fault(layers[i], shape) is { } fault)
                return new Refusal("NETWORK_LAYER", $"Layer {name} ({layers[i].GetType().Name}) on {shape}: {fault}.");
            TensorShape output = shape;
            switch (layers[i])
            {
                case ConvolutionSpec c:
                    output = Convolution.OutputOf(c, shape);
                    bytes += WeightSums.BytesOf(trains ? chunks : 1, c.Window * c.Window * shape.Channels, c.Channels);
                    break;
                case DepthwiseSpec d:
                    output = new TensorShape((shape.Height - 1) / d.Stride + 1, (shape.Width - 1) / d.Stride + 1, shape.Channels);
                    break;
                case MaxPoolSpec p:
                    output = new TensorShape(shape.Height / p.Window, shape.Width / p.Window, shape.Channels);
                    break;
                case AveragePoolSpec p:
                    output = new TensorShape(shape.Height / p.Window, shape.Width / p.Window, shape.Channels);
                    break;
                case GlobalAverageSpec:
                    output = new TensorShape(1, 1, shape.Channels);
                    break;
                case LinearSpec l:
                    output = new TensorShape(1, 1, l.Outputs);
                    bytes += WeightSums.BytesOf(trains ? chunks : 1, shape.Elements, l.Outputs);
                    break;
                case ResidualSpec r:
                    Outcome<Result> sum = WalkResidual(r, shape, images, trains, name, depth);
                    if (!sum.IsDone)
                        return sum;
                    bytes += sum.Value.Bytes;
                    output = sum.Value.Output;
                    break;
            }
            if (!output.IsValid)
                return new Refusal("NETWORK_SHAPE", $"Layer {name} would give {output}, which is empty or larger than 2^30 values.");
            bytes += (trains ? 2 : 1) * Tensor.BytesOf(images, output);
            shape = output;
        }
        return new Result(shape, bytes);
    }

    private static Outcome<Result> WalkResidual(ResidualSpec spec, TensorShape shape, int images, bool trains, string name, int depth)
    {
        if (depth >= 8)
            return new Refusal("NETWORK_LAYER", $"Layer {name} is nested deeper than 8.");
        if (spec.Main.Count is 0 or > MostLayers || spec.Shortcut.Count > MostLayers)
            return new Refusal("NETWORK_LAYER", $"Layer {name} needs 1 to {MostLayers} layers in its main branch.");
        Outcome<Result> main = Walk(spec.Main, shape, images, trains, $"{name}.main.", depth + 1);
        if (!main.IsDone)
            return main;
        Outcome<Result> shortcut = Walk(spec.Shortcut, shape, images, trains, $"{name}.shortcut.", depth + 1);
        if (!shortcut.IsDone)
            return shortcut;
        if (main.Value.Output != shortcut.Value.Output)
            return new Refusal("NETWORK_LAYER", $"Layer {name} adds {main.Value.Output} to {shortcut.Value.Output}; the two must be equal.");
        return new Result(main.Value.Output, main.Value.Bytes + shortcut.Value.Bytes + Tensor.BytesOf(images, shape));
    }

    private static string? Fault(LayerSpec layer, TensorShape shape) => layer switch
    {
        ConvolutionSpec { Window: not (1 or 3) } => "the window must be 1 or 3",
        ConvolutionSpec { Stride: not (1 or 2) } or DepthwiseSpec { Stride: not (1 or 2) } => "the stride must be 1 or 2",
        ConvolutionSpec { Channels: < 1 or > MostChannels } => $"there must be 1 to {MostChannels} channels",
        BatchNormSpec b when !(b.Momentum > 0 && b.Momentum <= 1) => "the momentum must lie in (0, 1]",
        BatchNormSpec b when !(b.Epsilon > 0 && b.Epsilon < 1) => "epsilon must lie in (0, 1)",
        MaxPoolSpec { Window: < 2 or > 16 } or AveragePoolSpec { Window: < 2 or > 16 } => "the window must be 2 to 16",
        MaxPoolSpec p when p.Window > Math.Min(shape.Height, shape.Width) => "the window is larger than the image",
        AveragePoolSpec p when p.Window > Math.Min(shape.Height, shape.Width) => "the window is larger than the image",
        LinearSpec { Outputs: < 1 or > MostOutputs } => $"there must be 1 to {MostOutputs} outputs",
        LinearSpec l when (long)l.Outputs * shape.Elements > 1L << 28 => "there would be more than 2^28 weights",
        DropoutSpec d when !(d.Rate >= 0 && d.Rate < 1) => "the rate must lie in [0, 1)",
        ConvolutionSpec or DepthwiseSpec or BatchNormSpec or ReluSpec or MaxPoolSpec or AveragePoolSpec or GlobalAverageSpec or LinearSpec or DropoutSpec or ResidualSpec => null,
        _ => "the layer is unknown",
    };
}
