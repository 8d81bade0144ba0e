using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Onnx;

/// <summary>A value of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">One image of it.</param>
/// <param name="IsFlat">True when it is [N, channels] instead of [N, channels, rows, columns].</param>
internal sealed record OnnxValue(string Name, TensorShape Shape, bool IsFlat);

/// <summary>Turns layers into nodes, and weights from (row, column, input, output) into ONNX's (output, input, row, column).</summary>
internal sealed class OnnxChain(OnnxGraph graph, Network network)
{
    private readonly Dictionary<string, ParameterSlice> _parameters = network.ParameterSlices.ToDictionary(s => s.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterSlice> _state = network.StateSlices.ToDictionary(s => s.Name, StringComparer.Ordinal);

    public OnnxValue Walk(IReadOnlyList<LayerSpec> layers, OnnxValue value, string path)
    {
        for (int i = 0; i < layers.Count; i++)
            value = Layer(layers[i], value, $"{path}{i}");
        return value;
    }

    private OnnxValue Layer(LayerSpec layer, OnnxValue value, string name)
    {
        TensorShape shape = value.Shape;
        switch (layer)
        {
            case LinearSpec linear:
                return Linear(linear, value, name);
            case ReluSpec:
                return value with { Name = graph.Node("Relu", [value.Name]) };
            case DropoutSpec:
                return value; // does nothing outside training
        }
        if (value.IsFlat)
            value = value with { Name = graph.Node("Unsqueeze", [value.Name, graph.Integers($"{name}.axes", 2, 3)]), IsFlat = false };
        return layer switch
        {
            ConvolutionSpec c => Convolution(c, value, name),
            DepthwiseSpec d => Depthwise(d, value, name),
            BatchNormSpec b => value with
            {
                Name = graph.Node("BatchNormalization",
                    [value.Name, Line($"{name}.gamma"), Line($"{name}.beta"), StateLine($"{name}.mean"), StateLine($"{name}.variance")],
                    OnnxGraph.Attribute("epsilon", b.Epsilon)),
            },
            MaxPoolSpec p => Pool("MaxPool", p.Window, value),
            AveragePoolSpec p => Pool("AveragePool", p.Window, value),
            GlobalAverageSpec => new OnnxValue(graph.Node("GlobalAveragePool", [value.Name]), new TensorShape(1, 1, shape.Channels), false),
            ResidualSpec r => Residual(r, value, name),
            _ => throw new InvalidOperationException($"{layer.GetType().Name} has no ONNX form."),
        };
    }

    private OnnxValue Residual(ResidualSpec spec, OnnxValue value, string name)
    {
        OnnxValue main = Walk(spec.Main, value, $"{name}.main.");
        OnnxValue shortcut = Walk(spec.Shortcut, value, $"{name}.shortcut.");
        if (main.IsFlat != shortcut.IsFlat)
        {
            main = Flat(main);
            shortcut = Flat(shortcut);
        }
        return main with { Name = graph.Node("Add", [main.Name, shortcut.Name]) };
    }

    private OnnxValue Flat(OnnxValue value) =>
        value.IsFlat ? value : value with { Name = graph.Node("Flatten", [value.Name], OnnxGraph.Attribute("axis", 1L)), IsFlat = true };

    private OnnxValue Pool(string operation, int window, OnnxValue value) => new(
        graph.Node(operation, [value.Name], OnnxGraph.Attribute("kernel_shape", window, window), OnnxGraph.Attribute("strides", window, window)),
        new TensorShape(value.Shape.Height / window, value.Shape.Width / window, value.Shape.Channels), false);

    private OnnxValue Convolution(ConvolutionSpec spec, OnnxValue value, string name)
    {
        int inputs = value.Shape.Channels;
        int window = spec.Window * spec.Window;
        ReadOnlySpan<float> from = Values($"{name}.weight");
        float[] weights = new float[from.Length];
        for (int pixel = 0; pixel < window; pixel++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < spec.Channels; o++)
                    weights[(o * inputs + i) * window + pixel] = from[(pixel * inputs + i) * spec.Channels + o];
            }
        }
        List<string> names = [value.Name, graph.Floats($"{name}.weight", [spec.Channels, inputs, spec.Window, spec.Window], weights)];
        if (spec.HasBias)
            names.Add(Line($"{name}.bias"));
        return new OnnxValue(ConvolutionNode(names, spec.Window, spec.Stride, groups: 1), Strided(value.Shape, spec.Stride, spec.Channels), false);
    }

    private OnnxValue Depthwise(DepthwiseSpec spec, OnnxValue value, string name)
    {
        int channels = value.Shape.Channels;
        ReadOnlySpan<float> from = Values($"{name}.weight");
        float[] weights = new float[from.Length];
        for (int pixel = 0; pixel < 9; pixel++)
        {
            for (int c = 0; c < channels; c++)
                weights[c * 9 + pixel] = from[pixel * channels + c];
        }
        string[] names = [value.Name, graph.Floats($"{name}.weight", [channels, 1, 3, 3], weights)];
        return new OnnxValue(ConvolutionNode(names, 3, spec.Stride, channels), Strided(value.Shape, spec.Stride, channels), false);
    }

    private string ConvolutionNode(IReadOnlyList<string> names, int window, int stride, int groups)
    {
        int pad = window / 2;
        return graph.Node("Conv", names,
            OnnxGraph.Attribute("kernel_shape", window, window), OnnxGraph.Attribute("pads", pad, pad, pad, pad),
            OnnxGraph.Attribute("strides", stride, stride), OnnxGraph.Attribute("group", (long)groups));
    }

    // ONNX flattens channels first, the engine pixels first.
    private OnnxValue Linear(LinearSpec spec, OnnxValue value, string name)
    {
        TensorShape shape = value.Shape;
        ReadOnlySpan<float> from = Values($"{name}.weight");
        float[] weights = new float[from.Length];
        for (int pixel = 0; pixel < shape.Pixels; pixel++)
        {
            for (int c = 0; c < shape.Channels; c++)
            {
                for (int o = 0; o < spec.Outputs; o++)
                    weights[o * shape.Elements + c * shape.Pixels + pixel] = from[(pixel * shape.Channels + c) * spec.Outputs + o];
            }
        }
        string flat = Flat(value).Name;
        string matrix = graph.Floats($"{name}.weight", [spec.Outputs, shape.Elements], weights);
        return new OnnxValue(graph.Node("Gemm", [flat, matrix, Line($"{name}.bias")], OnnxGraph.Attribute("transB", 1L)), new TensorShape(1, 1, spec.Outputs), true);
    }

    private static TensorShape Strided(TensorShape shape, int stride, int channels) => new((shape.Height - 1) / stride + 1, (shape.Width - 1) / stride + 1, channels);

    private ReadOnlySpan<float> Values(string name) => network.Parameters.Slice(_parameters[name].Offset, _parameters[name].Length);

    private string Line(string name) => graph.Floats(name, [_parameters[name].Length], Values(name));

    private string StateLine(string name) => graph.Floats(name, [_state[name].Length], network.State.Slice(_state[name].Offset, _state[name].Length));
}
