using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// Batch norm, and in the same walk over memory the ReLU and 2×2 max pool that stand behind it. Sums are float along a row, double
/// along rows and images of a chunk, and added over chunks in order.
/// </summary>
internal sealed unsafe partial class Normalization : Layer, IBatchLayer
{
    private readonly BatchNormSpec _spec;
    private readonly int _pool;
    private readonly Vector256<float> _floor;
    private readonly ParameterSlice _gamma;
    private readonly ParameterSlice _beta;
    private readonly ParameterSlice _mean;
    private readonly ParameterSlice _variance;
    private readonly int _padded;
    private readonly double[] _sums;
    private readonly FloatBuffer _lines;
    private readonly double[] _batchMean;
    private readonly double[] _batchInverse;

    public Normalization(BatchNormSpec spec, bool hasRelu, bool pools, TensorShape input, string name, ParameterPlan plan, BuildOptions options)
        : base(input, pools ? new TensorShape(input.Height / 2, input.Width / 2, input.Channels) : input)
    {
        _spec = spec;
        _pool = pools ? 2 : 1;
        _floor = Vector256.Create(hasRelu ? 0f : float.NegativeInfinity);
        _gamma = plan.Add($"{name}.gamma", input.Channels, ParameterStart.Of(1), decays: false);
        _beta = plan.Add($"{name}.beta", input.Channels, ParameterStart.Of(0), decays: false);
        _mean = plan.AddState($"{name}.mean", input.Channels, 0);
        _variance = plan.AddState($"{name}.variance", input.Channels, 1);
        _padded = Lanes.Padded(input.Channels);
        _sums = new double[Pass.ChunksOf(options.Images) * 2 * _padded];
        _lines = new FloatBuffer(7L * _padded);
        _batchMean = new double[input.Channels];
        _batchInverse = new double[input.Channels];
    }

    // Lines of per-channel numbers: output = scale * input + shift; backwards gradient = k0 * g + k1 + k2 * input.
    private float* Scale => _lines.Pointer;

    private float* Shift => _lines.Pointer + _padded;

    private float* Mean => _lines.Pointer + 2 * _padded;

    private float* Inverse => _lines.Pointer + 3 * _padded;

    private float* K0 => _lines.Pointer + 4 * _padded;

    private float* K1 => _lines.Pointer + 5 * _padded;

    private float* K2 => _lines.Pointer + 6 * _padded;

    /// <inheritdoc />
    public void BeginSums() => Array.Clear(_sums);

    /// <inheritdoc />
    public void AddSums(Group group, Tensor inputs)
    {
        for (int image = group.First; image < group.End; image++)
            AddSums(group.Chunk, inputs, image);
    }

    /// <inheritdoc />
    public void AddGradientSums(Group group, Tensor inputs, Tensor outputGradients)
    {
        for (int image = group.First; image < group.End; image++)
            AddGradientSums(group.Chunk, inputs, outputGradients, image);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSums(int chunk, Tensor tensor, int image)
    {
        int channels = Input.Channels;
        int width = Input.Width;
        fixed (double* sums = &_sums[chunk * 2 * _padded])
        {
            for (int y = 0; y < Input.Height; y++)
            {
                float* row = tensor.Inside(image) + y * tensor.RowStride;
                for (int c = 0; c < channels; c += Lanes.Width)
                {
                    Vector256<float> sum = Vector256<float>.Zero;
                    Vector256<float> squares = Vector256<float>.Zero;
                    float* p = row + c;
                    for (int x = 0; x < width; x++, p += channels)
                    {
                        Vector256<float> value = Vector256.Load(p);
                        sum += value;
                        squares = Vector256.FusedMultiplyAdd(value, value, squares);
                    }
                    AddTo(sums + c, sum);
                    AddTo(sums + _padded + c, squares);
                }
            }
        }
    }

    public override void BeginForward(Pass pass)
    {
        if (pass.Training)
            UseBatchStatistics(pass);
        else
            UseRunningStatistics(pass);
    }

    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        for (int image = group.First; image < group.End; image++)
            Apply(inputs, outputs, image);
    }

    public override void BeginBackward(Pass pass) => WriteParameterGradients(pass);

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        for (int image = group.First; image < group.End && inputGradients is not null; image++)
            BackToInput(inputs, outputGradients, inputGradients, image);
    }

    public override void Dispose()
    {
        _lines.Dispose();
        base.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* sums, Vector256<float> values)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        (Vector256.Load(sums) + lower).Store(sums);
        (Vector256.Load(sums + Lanes.Width / 2) + upper).Store(sums + Lanes.Width / 2);
    }

    private (double First, double Second) Total(int chunks, int channel)
    {
        double first = 0;
        double second = 0;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            first += _sums[chunk * 2 * _padded + channel];
            second += _sums[(chunk * 2 + 1) * _padded + channel];
        }
        return (first, second);
    }

    private void UseBatchStatistics(Pass pass)
    {
        double count = (double)pass.Images * Input.Pixels;
        float* runningMean = pass.Parameters.StateOf(_mean);
        float* runningVariance = pass.Parameters.StateOf(_variance);
        double momentum = _spec.Momentum;
        for (int c = 0; c < Input.Channels; c++)
        {
            (double sum, double squares) = Total(pass.Chunks, c);
            double mean = sum / count;
            double variance = Math.Max(0, squares / count - mean * mean);
            double unbiased = count > 1 ? variance * count / (count - 1) : variance;
            runningMean[c] = (float)((1 - momentum) * runningMean[c] + momentum * mean);
            runningVariance[c] = (float)((1 - momentum) * runningVariance[c] + momentum * unbiased);
            SetLine(pass, c, mean, variance);
        }
    }

    private void UseRunningStatistics(Pass pass)
    {
        for (int c = 0; c < Input.Channels; c++)
            SetLine(pass, c, pass.Parameters.StateOf(_mean)[c], pass.Parameters.StateOf(_variance)[c]);
    }

    private void SetLine(Pass pass, int channel, double mean, double variance)
    {
        double inverse = 1 / Math.Sqrt(variance + _spec.Epsilon);
        double gamma = pass.Parameters.ValuesOf(_gamma)[channel];
        _batchMean[channel] = mean;
        _batchInverse[channel] = inverse;
        Mean[channel] = (float)mean;
        Inverse[channel] = (float)inverse;
        Scale[channel] = (float)(gamma * inverse);
        Shift[channel] = (float)(pass.Parameters.ValuesOf(_beta)[channel] - mean * gamma * inverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Apply(Tensor inputs, Tensor outputs, int image)
    {
        int channels = Input.Channels;
        nint down = inputs.RowStride;
        Vector256<float> floor = _floor;
        for (int y = 0; y < Output.Height; y++)
        {
            float* input = inputs.Inside(image) + y * _pool * down;
            float* output = outputs.Inside(image) + y * outputs.RowStride;
            for (int x = 0; x < Output.Width; x++, input += _pool * channels, output += channels)
            {
                for (int c = 0; c < channels; c += Lanes.Width)
                {
                    Vector256<float> scale = Vector256.Load(Scale + c);
                    Vector256<float> shift = Vector256.Load(Shift + c);
                    Vector256<float> best = Vector256.FusedMultiplyAdd(Vector256.Load(input + c), scale, shift);
                    if (_pool == 2)
                    {
                        best = Larger(best, Vector256.FusedMultiplyAdd(Vector256.Load(input + channels + c), scale, shift));
                        best = Larger(best, Vector256.FusedMultiplyAdd(Vector256.Load(input + down + c), scale, shift));
                        best = Larger(best, Vector256.FusedMultiplyAdd(Vector256.Load(input + down + channels + c), scale, shift));
                    }
                    Lanes.Store(Lanes.AtLeast(best, floor), output + c, channels - c);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Larger(Vector256<float> best, Vector256<float> other) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(other, best), other, best);
}
