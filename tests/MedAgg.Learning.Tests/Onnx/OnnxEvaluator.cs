using System.Runtime.InteropServices;

namespace MedAgg.Learning.Tests.Onnx;

/// <summary>A second opinion: runs the operators of a model file in double by the words of the ONNX operator list, NCHW, one image.</summary>
internal sealed class OnnxEvaluator
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly OnnxReading _graph;

    public OnnxEvaluator(byte[] model)
    {
        _graph = new OnnxReading(model).Messages(7).Single();
        foreach (OnnxReading tensor in _graph.Messages(5))
        {
            if (tensor.Numbers(2)[0] == 1)
                _values[tensor.Texts(8)[0]] = new Value([.. tensor.Numbers(1).Select(n => (int)n)], [.. MemoryMarshal.Cast<byte, float>(tensor.Bytes(9)).ToArray().Select(f => (double)f)]);
        }
    }

    private sealed record Value(int[] Shape, double[] Data);

    public double[] Run(int channels, int height, int width, double[] image, string output)
    {
        _values["image"] = new Value([1, channels, height, width], image);
        foreach (OnnxReading node in _graph.Messages(1))
        {
            Value[] inputs = [.. node.Texts(1).Where(_values.ContainsKey).Select(n => _values[n])];
            _values[node.Texts(2)[0]] = Evaluate(node, node.Texts(4)[0], inputs);
        }
        return _values[output].Data;
    }

    private static Value Evaluate(OnnxReading node, string operation, Value[] x) => operation switch
    {
        "Sub" => x[0] with { Data = [.. x[0].Data.Select(v => v - x[1].Data[0])] },
        "Mul" => x[0] with { Data = [.. x[0].Data.Select(v => v * x[1].Data[0])] },
        "Add" => x[0] with { Data = [.. x[0].Data.Zip(x[1].Data, (a, b) => a + b)] },
        "Relu" => x[0] with { Data = [.. x[0].Data.Select(v => Math.Max(v, 0))] },
        "Sigmoid" => x[0] with { Data = [.. x[0].Data.Select(v => 1 / (1 + Math.Exp(-v)))] },
        "Softmax" => x[0] with { Data = [.. x[0].Data.Select(v => Math.Exp(v) / x[0].Data.Sum(Math.Exp))] },
        "Flatten" => new Value([1, x[0].Data.Length], x[0].Data),
        "Unsqueeze" => new Value([.. x[0].Shape, 1, 1], x[0].Data),
        "Gemm" => new Value([1, x[1].Shape[0]], [.. Enumerable.Range(0, x[1].Shape[0]).Select(o => x[2].Data[o] + x[0].Data.Select((v, i) => v * x[1].Data[o * x[0].Data.Length + i]).Sum())]),
        "BatchNormalization" => Normalize(x, Attribute(node, "epsilon").Single(2)),
        "Conv" => Convolve(x, Ints(node, "strides")[0], Ints(node, "pads")[0], (int)Attribute(node, "group").Numbers(3)[0]),
        "MaxPool" => Pool(x[0], Ints(node, "kernel_shape")[0], Ints(node, "strides")[0], v => v.Max()),
        "AveragePool" => Pool(x[0], Ints(node, "kernel_shape")[0], Ints(node, "strides")[0], v => v.Average()),
        "GlobalAveragePool" => Pool(x[0], x[0].Shape[2], 1, v => v.Average(), x[0].Shape[3]),
        _ => throw new InvalidDataException(operation),
    };

    private static OnnxReading Attribute(OnnxReading node, string name) => node.Messages(5).Single(a => a.Texts(1)[0] == name);

    private static int[] Ints(OnnxReading node, string name) => [.. Attribute(node, name).Numbers(8).Select(n => (int)n)];

    private static Value Normalize(Value[] x, double epsilon)
    {
        int size = x[0].Data.Length / x[0].Shape[1];
        return x[0] with { Data = [.. x[0].Data.Select((v, i) => (v - x[3].Data[i / size]) / Math.Sqrt(x[4].Data[i / size] + epsilon) * x[1].Data[i / size] + x[2].Data[i / size])] };
    }

    private static Value Convolve(Value[] x, int stride, int pad, int groups)
    {
        (int channels, int height, int width) = (x[0].Shape[1], x[0].Shape[2], x[0].Shape[3]);
        (int outputs, int perGroup, int window) = (x[1].Shape[0], x[1].Shape[1], x[1].Shape[2]);
        int outHeight = (height + 2 * pad - window) / stride + 1;
        int outWidth = (width + 2 * pad - window) / stride + 1;
        double[] result = new double[outputs * outHeight * outWidth];
        for (int i = 0; i < result.Length; i++)
        {
            int o = i / (outHeight * outWidth);
            double sum = x.Length > 2 ? x[2].Data[o] : 0;
            for (int k = 0; k < perGroup * window * window; k++)
            {
                int c = o / (outputs / groups) * (channels / groups) + k / (window * window);
                int y = i / outWidth % outHeight * stride - pad + k / window % window;
                int z = i % outWidth * stride - pad + k % window;
                if (y >= 0 && z >= 0 && y < height && z < width)
                    sum += x[0].Data[(c * height + y) * width + z] * x[1].Data[o * perGroup * window * window + k];
            }
            result[i] = sum;
        }
        return new Value([1, outputs, outHeight, outWidth], result);
    }

    private static Value Pool(Value x, int window, int stride, Func<IEnumerable<double>, double> merge, int? columns = null)
    {
        (int height, int width) = (x.Shape[2], x.Shape[3]);
        int outHeight = (height - window) / stride + 1;
        int outWidth = (width - (columns ?? window)) / stride + 1;
        double[] result = new double[x.Shape[1] * outHeight * outWidth];
        for (int i = 0; i < result.Length; i++)
        {
            int start = i / (outHeight * outWidth) * height * width + i / outWidth % outHeight * stride * width + i % outWidth * stride;
            result[i] = merge(Enumerable.Range(0, window * (columns ?? window)).Select(k => x.Data[start + k / (columns ?? window) * width + k % (columns ?? window)]));
        }
        return new Value([1, x.Shape[1], outHeight, outWidth], result);
    }
}
