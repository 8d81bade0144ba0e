using System.Buffers.Binary;

namespace MedAgg.Learning.Onnx;

/// <summary>Collects nodes and initializers. Field numbers are those of onnx.proto (IR version 8).</summary>
internal sealed class OnnxGraph
{
    private const int FloatType = 1;
    private const int IntegerType = 7;
    private readonly ProtobufMessage _graph = new();
    private readonly List<ProtobufMessage> _initializers = [];
    private int _names;

    /// <summary>Adds a node with one output and returns the output's name.</summary>
    public string Node(string operation, IReadOnlyList<string> inputs, params ProtobufMessage[] attributes) =>
        NamedNode(operation, $"{operation.ToLowerInvariant()}{_names++}", inputs, attributes);

    public string NamedNode(string operation, string output, IReadOnlyList<string> inputs, params ProtobufMessage[] attributes)
    {
        ProtobufMessage node = new();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, operation);
        foreach (ProtobufMessage attribute in attributes)
            node.Message(5, attribute);
        _graph.Message(1, node);
        return output;
    }

    public string Floats(string name, long[] shape, ReadOnlySpan<float> values)
    {
        byte[] raw = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * 4), values[i]);
        return Initializer(name, FloatType, shape, raw);
    }

    public string Integers(string name, params long[] values)
    {
        byte[] raw = new byte[values.Length * 8];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * 8), values[i]);
        return Initializer(name, IntegerType, [values.Length], raw);
    }

    public static ProtobufMessage Attribute(string name, long value) => new ProtobufMessage().Text(1, name).Number(3, value).Number(20, 2);

    public static ProtobufMessage Attribute(string name, float value) => new ProtobufMessage().Text(1, name).Single(2, value).Number(20, 1);

    public static ProtobufMessage Attribute(string name, params long[] values)
    {
        ProtobufMessage attribute = new ProtobufMessage().Text(1, name);
        foreach (long value in values)
            attribute.Number(8, value);
        return attribute.Number(20, 7);
    }

    /// <summary>The finished graph message.</summary>
    /// <param name="name">Name of the graph.</param>
    /// <param name="inputs">Names and shapes; the batch dimension is put in front.</param>
    /// <param name="outputs">The same of outputs.</param>
    public ProtobufMessage Finish(string name, IReadOnlyList<(string Name, long[] Shape)> inputs, IReadOnlyList<(string Name, long[] Shape)> outputs)
    {
        _graph.Text(2, name);
        foreach (ProtobufMessage initializer in _initializers)
            _graph.Message(5, initializer);
        foreach ((string input, long[] shape) in inputs)
            _graph.Message(11, ValueInfo(input, shape));
        foreach ((string output, long[] shape) in outputs)
            _graph.Message(12, ValueInfo(output, shape));
        return _graph;
    }

    private string Initializer(string name, int type, long[] shape, byte[] raw)
    {
        ProtobufMessage tensor = new();
        foreach (long size in shape)
            tensor.Number(1, size);
        _initializers.Add(tensor.Number(2, type).Text(8, name).Bytes(9, raw));
        return name;
    }

    private static ProtobufMessage ValueInfo(string name, long[] shape)
    {
        ProtobufMessage dimensions = new ProtobufMessage().Message(1, new ProtobufMessage().Text(2, "N"));
        foreach (long size in shape)
            dimensions.Message(1, new ProtobufMessage().Number(1, size));
        ProtobufMessage tensor = new ProtobufMessage().Number(1, FloatType).Message(2, dimensions);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}
