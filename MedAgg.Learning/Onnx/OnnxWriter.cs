using MedAgg.Learning.Layers;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Onnx;

/// <summary>
/// Writes a trained network as an ONNX model (IR 8, opset 17). The file is self-contained: input <c>image</c> holds raw values
/// [N, channels, rows, columns], normalisation is inside; outputs are <c>logit</c> and <c>prob</c>.
/// </summary>
public static class OnnxWriter
{
    private const int IrVersion = 8;
    private const int OpsetVersion = 17;

    /// <summary>The bytes of the model file.</summary>
    /// <param name="model">The trained network.</param>
    /// <param name="metadata">Kept in the file's metadata, for example seed, split hash and dataset hash.</param>
    /// <returns>Refusal <c>ONNX_HEAD</c> for a network whose output is no vector.</returns>
    public static Outcome<byte[]> Write(TrainedModel model, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(metadata);
        Outcome<Network> built = Network.Create(model.Spec, new NetworkOptions { Images = 1, Trains = false, Threads = 1 });
        if (!built.IsDone)
            return built.Refusal;
        using Network network = built.Value;
        network.Load(model.Parameters, model.State);
        return Write(network, model.Scale, metadata);
    }

    /// <summary>The bytes of the model file, of a network in memory.</summary>
    /// <param name="network">The network.</param>
    /// <param name="scale">How raw values become input.</param>
    /// <param name="metadata">Kept in the file's metadata.</param>
    public static Outcome<byte[]> Write(Network network, PixelScale scale, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(metadata);
        OnnxGraph graph = new();
        string mean = graph.Floats("pixel.mean", [], [scale.Mean]);
        string factor = graph.Floats("pixel.factor", [], [scale.Factor]);
        string start = graph.Node("Mul", [graph.Node("Sub", ["image", mean]), factor]);
        OnnxChain chain = new(graph, network);
        OnnxValue end = chain.Walk(network.Spec.Layers, new OnnxValue(start, network.Spec.Input, IsFlat: false), "");
        if (end.Shape.Pixels != 1)
            return new Refusal("ONNX_HEAD", $"The network ends in {end.Shape}, which is no vector of logits.");
        graph.NamedNode("Flatten", "logit", [end.Name], OnnxGraph.Attribute("axis", 1L));
        if (end.Shape.Channels == 1)
            graph.NamedNode("Sigmoid", "prob", ["logit"]);
        else
            graph.NamedNode("Softmax", "prob", ["logit"], OnnxGraph.Attribute("axis", 1L));
        TensorShape input = network.Spec.Input;
        long[] outputs = [end.Shape.Channels];
        ProtobufMessage model = new ProtobufMessage().Number(1, IrVersion).Text(2, "MedAgg")
            .Text(3, typeof(OnnxWriter).Assembly.GetName().Version?.ToString(3) ?? "0")
            .Message(7, graph.Finish("medagg", [("image", [input.Channels, input.Height, input.Width])], [("logit", outputs), ("prob", outputs)]))
            .Message(8, new ProtobufMessage().Text(1, "").Number(2, OpsetVersion));
        foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        return model.ToArray();
    }
}
