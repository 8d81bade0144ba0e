using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Makes layers of a checked network, joining batch norm, ReLU and 2×2 max pool into one walk over memory, and so residual sum and ReLU.</summary>
internal sealed class ChainBuilder(ParameterPlan plan)
{
    private int _dropouts;

    public LayerChain Build(IReadOnlyList<LayerSpec> specs, TensorShape input, string path, BuildOptions options)
    {
        List<Layer> layers = [];
        TensorShape shape = input;
        for (int i = 0; i < specs.Count;)
        {
            BuildOptions here = options with { NeedsInputGradient = options.NeedsInputGradient || i > 0, HandsOver = false };
            int taken = 1;
            if (specs[i] is BatchNormSpec && options.Fuses)
            {
                bool relu = i + 1 < specs.Count && specs[i + 1] is ReluSpec;
                bool pools = relu && i + 2 < specs.Count && specs[i + 2] is MaxPoolSpec { Window: 2 };
                taken = 1 + (relu ? 1 : 0) + (pools ? 1 : 0);
            }
            // The way back through this ReLU writes into the gradient, so that must belong to the chain.
            if (specs[i] is ResidualSpec && options.Fuses && i + 2 < specs.Count && specs[i + 1] is ReluSpec)
                taken = 2;
            Layer layer = Make(specs[i], taken, shape, $"{path}{i}", here);
            layers.Add(layer);
            shape = layer.Output;
            i += taken;
        }
        return new LayerChain(layers, options);
    }

    private Layer Make(LayerSpec spec, int joined, TensorShape input, string name, BuildOptions options) => spec switch
    {
        ConvolutionSpec c => new Convolution(c, input, name, plan, options),
        DepthwiseSpec d => new Depthwise(d, input, name, plan, options),
        BatchNormSpec b => new Normalization(b, joined > 1, joined > 2, input, name, plan, options),
        ReluSpec => new Relu(input),
        MaxPoolSpec p => new Pool(p.Window, takesMean: false, input),
        AveragePoolSpec p => new Pool(p.Window, takesMean: true, input),
        GlobalAverageSpec => new GlobalAverage(input),
        LinearSpec l => new Linear(l, input, name, plan, options),
        DropoutSpec d => new Dropout(d, input, _dropouts++),
        ResidualSpec r => MakeResidual(r, joined > 1, input, name, options),
        _ => throw new InvalidOperationException($"{spec.GetType().Name} passed the check without being known."),
    };

    private Residual MakeResidual(ResidualSpec spec, bool hasRelu, TensorShape input, string name, BuildOptions options)
    {
        LayerChain main = Build(spec.Main, input, $"{name}.main.", options with { HandsOver = true });
        LayerChain? shortcut = spec.Shortcut.Count == 0 ? null : Build(spec.Shortcut, input, $"{name}.shortcut.", options);
        return new Residual(main, shortcut, hasRelu, input, main.Output.Shape, options);
    }
}
