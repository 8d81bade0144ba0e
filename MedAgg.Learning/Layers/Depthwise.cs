using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>A 3×3 convolution of each channel alone. Weights are stored as (row, column, channel).</summary>
internal sealed unsafe class Depthwise : Layer
{
    private const int Taps = 9;
    private readonly int _stride;
    private readonly ParameterSlice _weights;
    private readonly WeightSums? _sums;

    public Depthwise(DepthwiseSpec spec, TensorShape input, string name, ParameterPlan plan, BuildOptions options)
        : base(input, new TensorShape((input.Height - 1) / spec.Stride + 1, (input.Width - 1) / spec.Stride + 1, input.Channels))
    {
        _stride = spec.Stride;
        _weights = plan.Add($"{name}.weight", checked(Taps * input.Channels), ParameterStart.He(Taps), decays: true);
        _sums = options.Trains ? new WeightSums(Pass.ChunksOf(options.Images), Taps, input.Channels) : null;
    }

    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        float* weights = pass.Parameters.ValuesOf(_weights);
        int channels = Input.Channels;
        for (int image = group.First; image < group.End; image++)
        {
            for (int y = 0; y < Output.Height; y++)
            {
                float* window = inputs.Border(image) + y * _stride * inputs.RowStride;
                float* output = outputs.Inside(image) + y * outputs.RowStride;
                for (int x = 0; x < Output.Width; x++, window += _stride * channels, output += channels)
                {
                    for (int c = 0; c < channels; c += Lanes.Width)
                    {
                        Vector256<float> sum = Vector256<float>.Zero;
                        for (int tap = 0; tap < Taps; tap++)
                        {
                            Vector256<float> value = Vector256.Load(window + tap / 3 * inputs.RowStride + tap % 3 * channels + c);
                            sum = Vector256.FusedMultiplyAdd(value, Vector256.Load(weights + tap * channels + c), sum);
                        }
                        Lanes.Store(sum, output + c, channels - c);
                    }
                }
            }
        }
    }

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        WeightSums sums = _sums ?? throw new InvalidOperationException("The network was built for inference.");
        float* chunkSums = sums.Of(group);
        for (int image = group.First; image < group.End; image++)
        {
            AddWeightGradient(inputs, outputGradients, image, chunkSums, sums.PaddedColumns);
            if (inputGradients is not null)
                BackToInput(pass, outputGradients, inputGradients, image);
        }
    }

    public override void EndBackward(Pass pass) => _sums?.Total(pass, pass.Parameters.GradientsOf(_weights));

    public override void Dispose()
    {
        _sums?.Dispose();
        base.Dispose();
    }

    private void AddWeightGradient(Tensor inputs, Tensor outputGradients, int image, float* sums, int padded)
    {
        int channels = Input.Channels;
        for (int tap = 0; tap < Taps; tap++)
        {
            for (int c = 0; c < channels; c += Lanes.Width)
            {
                float* place = sums + tap * padded + c;
                Vector256<float> sum = Vector256.Load(place);
                for (int y = 0; y < Output.Height; y++)
                {
                    float* value = inputs.Border(image) + (y * _stride + tap / 3) * inputs.RowStride + tap % 3 * channels + c;
                    float* gradient = outputGradients.Inside(image) + y * outputGradients.RowStride + c;
                    for (int x = 0; x < Output.Width; x++, value += _stride * channels, gradient += channels)
                        sum = Vector256.FusedMultiplyAdd(Vector256.Load(value), Vector256.Load(gradient), sum);
                }
                sum.Store(place);
            }
        }
    }

    // Output y saw input y * stride + row - 1: each input gathers from the outputs that saw it.
    private void BackToInput(Pass pass, Tensor outputGradients, Tensor inputGradients, int image)
    {
        int channels = Input.Channels;
        float* weights = pass.Parameters.ValuesOf(_weights);
        for (int y = 0; y < Input.Height; y++)
        {
            for (int x = 0; x < Input.Width; x++)
            {
                float* back = inputGradients.Inside(image) + y * inputGradients.RowStride + (nint)x * channels;
                for (int c = 0; c < channels; c += Lanes.Width)
                {
                    Vector256<float> sum = Vector256<float>.Zero;
                    for (int tap = 0; tap < Taps; tap++)
                    {
                        int fromY = y + 1 - tap / 3;
                        int fromX = x + 1 - tap % 3;
                        if (fromY < 0 || fromX < 0 || fromY % _stride != 0 || fromX % _stride != 0 || fromY / _stride >= Output.Height || fromX / _stride >= Output.Width)
                            continue;
                        float* gradient = outputGradients.Inside(image) + fromY / _stride * outputGradients.RowStride + (nint)(fromX / _stride) * channels;
                        sum = Vector256.FusedMultiplyAdd(Vector256.Load(gradient + c), Vector256.Load(weights + tap * channels + c), sum);
                    }
                    Lanes.Store(sum, back + c, channels - c);
                }
            }
        }
    }
}
