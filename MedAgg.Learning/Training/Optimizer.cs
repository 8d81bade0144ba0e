using System.Runtime.Intrinsics;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Training;

/// <summary>Moves the parameters of a network. Each value alone and without fused operations, so that vector width cannot matter.</summary>
internal sealed unsafe class Optimizer : IDisposable
{
    private readonly Network _network;
    private readonly OptimizerOptions _options;

    public Optimizer(Network network, OptimizerOptions options)
    {
        _network = network;
        _options = options;
        First = new FloatBuffer(network.ParameterCount);
        Second = new FloatBuffer(options.Kind == OptimizerKind.AdamW ? network.ParameterCount : 0);
    }

    /// <summary>Momentum.</summary>
    public FloatBuffer First { get; }

    /// <summary>Mean squared gradients of AdamW; empty for SGD.</summary>
    public FloatBuffer Second { get; }

    /// <summary>Moves all parameters once.</summary>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="number">Number of this step, the first is 1.</param>
    public void Step(float rate, long number)
    {
        foreach (ParameterSlice slice in _network.ParameterSlices)
        {
            float decay = slice.Decays ? _options.WeightDecay : 0;
            if (_options.Kind == OptimizerKind.AdamW)
                AdamW(slice, rate, decay, number);
            else
                Sgd(slice, rate, decay, isFirst: number == 1);
        }
        _network.Store.Changed();
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }

    // By multiplication: the library's power function differs between systems.
    private static double Power(double value, long exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) == 1)
                result *= value;
        }
        return result;
    }

    private void AdamW(ParameterSlice slice, float rate, float decay, long number)
    {
        float* values = _network.Store.ValuesOf(slice);
        float* gradients = _network.Store.GradientsOf(slice);
        float* first = First.Pointer + slice.Offset;
        float* second = Second.Pointer + slice.Offset;
        Vector256<float> beta1 = Vector256.Create(_options.Momentum);
        Vector256<float> rest1 = Vector256.Create(1 - _options.Momentum);
        Vector256<float> beta2 = Vector256.Create(_options.SecondMoment);
        Vector256<float> rest2 = Vector256.Create(1 - _options.SecondMoment);
        Vector256<float> keep = Vector256.Create((float)(1 - (double)rate * decay));
        Vector256<float> step = Vector256.Create((float)(rate / (1 - Power(_options.Momentum, number))));
        Vector256<float> root = Vector256.Create((float)Math.Sqrt(1 - Power(_options.SecondMoment, number)));
        Vector256<float> epsilon = Vector256.Create(_options.Epsilon);
        for (int i = 0; i < slice.Length; i += Lanes.Width)
        {
            int left = slice.Length - i;
            Vector256<float> g = Vector256.Load(gradients + i);
            Vector256<float> m = Vector256.Load(first + i) * beta1 + g * rest1;
            Vector256<float> v = Vector256.Load(second + i) * beta2 + g * g * rest2;
            Lanes.Store(m, first + i, left);
            Lanes.Store(v, second + i, left);
            Lanes.Store(Vector256.Load(values + i) * keep - step * (m / (Vector256.Sqrt(v) / root + epsilon)), values + i, left);
        }
    }

    private void Sgd(ParameterSlice slice, float rate, float decay, bool isFirst)
    {
        float* values = _network.Store.ValuesOf(slice);
        float* gradients = _network.Store.GradientsOf(slice);
        float* first = First.Pointer + slice.Offset;
        for (int i = 0; i < slice.Length; i++)
        {
            float g = gradients[i] + decay * values[i];
            first[i] = isFirst ? g : _options.Momentum * first[i] + g;
            values[i] -= rate * first[i];
        }
    }
}
