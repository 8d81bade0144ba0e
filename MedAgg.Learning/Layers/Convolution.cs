using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// Direct convolution on NHWC images, 1×1 or 3×3, stride 1 or 2. Weights are stored as (row, column, input, output). The way back to
/// the input is the same kernel over turned weights; with a stride it reads gradients spread out over zeros.
/// </summary>
internal sealed unsafe class Convolution : Layer
{
    private const int StripValues = 4096; // inputs of a strip of rows that stay in the first-level cache
    private readonly int _window;
    private readonly int _stride;
    private readonly int _windowValues;
    private readonly ParameterSlice _weights;
    private readonly ParameterSlice? _bias;
    private readonly PackedWeights _packed;
    private readonly PackedWeights? _turned;
    private readonly WeightSums? _sums;
    private readonly Tensor? _spread;
    private readonly OffsetTable _inputs;
    private readonly OffsetTable _outputs;
    private readonly OffsetTable _windowOffsets;
    private readonly OffsetTable? _backInputs;
    private readonly OffsetTable? _backOutputs;

    public Convolution(ConvolutionSpec spec, TensorShape input, string name, ParameterPlan plan, BuildOptions options)
        : base(input, OutputOf(spec, input))
    {
        _window = spec.Window;
        _stride = spec.Stride;
        _windowValues = _window * _window * input.Channels;
        _weights = plan.Add($"{name}.weight", checked(_windowValues * spec.Channels), ParameterStart.He(_windowValues), decays: true);
        _bias = spec.HasBias ? plan.Add($"{name}.bias", spec.Channels, ParameterStart.Of(0), decays: false) : null;
        _packed = new PackedWeights(_windowValues, spec.Channels);
        nint inputRow = (nint)(input.Width + 2) * input.Channels;
        nint outputRow = (nint)(Output.Width + 2) * Output.Channels;
        _inputs = OffsetTable.Pixels(Output.Height, Output.Width, inputRow, input.Channels, _stride);
        _outputs = OffsetTable.Pixels(Output.Height, Output.Width, outputRow, Output.Channels);
        _windowOffsets = OffsetTable.Window(_window, inputRow, _window * input.Channels);
        if (!options.Trains)
            return;
        int chunks = Pass.ChunksOf(options.Images);
        _sums = new WeightSums(chunks, _windowValues, spec.Channels);
        if (!options.NeedsInputGradient)
            return;
        _turned = new PackedWeights(_window * _window * spec.Channels, input.Channels);
        TensorShape spread = input with { Channels = spec.Channels };
        _spread = _stride > 1 ? new Tensor(chunks, spread) : null;
        _backInputs = OffsetTable.Pixels(input.Height, input.Width, (nint)(input.Width + 2) * spec.Channels, spec.Channels);
        _backOutputs = OffsetTable.Pixels(input.Height, input.Width, inputRow, input.Channels);
    }

    /// <summary>A batch norm behind this layer that takes its sums while an image is still in the cache.</summary>
    public Normalization? Follower { get; set; }

    public static TensorShape OutputOf(ConvolutionSpec spec, TensorShape input) =>
        new((input.Height - 1) / spec.Stride + 1, (input.Width - 1) / spec.Stride + 1, spec.Channels);

    public override void Forward(Pass pass, Tensor inputs, Tensor outputs)
    {
        _packed.Pack(pass, pass.Parameters.ValuesOf(_weights));
        float* bias = _bias is null ? null : pass.Parameters.ValuesOf(_bias);
        nint biasPlace = (nint)bias;
        Normalization? follower = pass.Training ? Follower : null;
        follower?.BeginSums();
        pass.EachChunk((chunk, first, end) =>
        {
            for (int image = first; image < end; image++)
            {
                pass.Kernels.Convolve(new ConvolutionPass
                {
                    Input = WindowStart(inputs, image),
                    InputOffsets = _inputs.Pointer,
                    Output = outputs.Inside(image),
                    OutputOffsets = _outputs.Pointer,
                    Pixels = _outputs.Count,
                    WindowRows = _window,
                    WindowRowStride = inputs.RowStride,
                    Run = _window * Input.Channels,
                    Panels = _packed.Pointer,
                    Channels = Output.Channels,
                });
                if (biasPlace != 0)
                    AddBias(outputs, image, (float*)biasPlace);
                follower?.AddSums(chunk, outputs, image);
            }
        });
    }

    public override void Backward(Pass pass, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        WeightSums sums = _sums ?? throw new InvalidOperationException("The network was built for inference.");
        if (inputGradients is not null)
            _turned!.PackTurned(pass, pass.Parameters.ValuesOf(_weights), _window * _window, Output.Channels);
        pass.EachChunk((chunk, first, end) =>
        {
            float* chunkSums = sums.Cleared(chunk);
            for (int image = first; image < end; image++)
            {
                AddWeightGradient(pass, inputs, outputGradients, image, chunkSums, sums.PaddedColumns);
                if (inputGradients is not null)
                    BackToInput(pass, chunk, image, outputGradients, inputGradients);
            }
        });
        sums.Total(pass, pass.Parameters.GradientsOf(_weights));
        if (_bias is not null)
            BiasGradient.Write(pass, outputGradients, pass.Parameters.GradientsOf(_bias));
    }

    public override void Dispose()
    {
        _packed.Dispose();
        _turned?.Dispose();
        _sums?.Dispose();
        _spread?.Dispose();
        base.Dispose();
    }

    private float* WindowStart(Tensor tensor, int image) => _window == 3 ? tensor.Border(image) : tensor.Inside(image);

    private void AddWeightGradient(Pass pass, Tensor inputs, Tensor outputGradients, int image, float* sums, int paddedColumns)
    {
        int strip = Math.Max(1, StripValues / (Output.Width * 16));
        for (int y = 0; y < Output.Height; y += strip)
        {
            pass.Kernels.AddWeightGradient(new WeightGradientPass
            {
                Input = WindowStart(inputs, image) + y * _stride * inputs.RowStride,
                WindowOffsets = _windowOffsets.Pointer,
                WindowValues = _windowValues,
                InputPixelStep = (nint)_stride * Input.Channels,
                InputRowStep = _stride * inputs.RowStride,
                Gradient = outputGradients.Inside(image) + y * outputGradients.RowStride,
                GradientPixelStep = Output.Channels,
                GradientRowStep = outputGradients.RowStride,
                Height = Math.Min(strip, Output.Height - y),
                Width = Output.Width,
                Sums = sums,
                PaddedChannels = paddedColumns,
            });
        }
    }

    private void BackToInput(Pass pass, int chunk, int image, Tensor outputGradients, Tensor inputGradients)
    {
        Tensor source = outputGradients;
        int sourceImage = image;
        if (_spread is not null)
        {
            Spread(outputGradients, image, _spread, chunk);
            source = _spread;
            sourceImage = chunk;
        }
        pass.Kernels.Convolve(new ConvolutionPass
        {
            Input = WindowStart(source, sourceImage),
            InputOffsets = _backInputs!.Pointer,
            Output = inputGradients.Inside(image),
            OutputOffsets = _backOutputs!.Pointer,
            Pixels = _backOutputs.Count,
            WindowRows = _window,
            WindowRowStride = source.RowStride,
            Run = _window * Output.Channels,
            Panels = _turned!.Pointer,
            Channels = Input.Channels,
        });
    }

    // The same places are written every time; those between stay zero.
    private void Spread(Tensor gradients, int image, Tensor spread, int chunk)
    {
        int channels = Output.Channels;
        for (int y = 0; y < Output.Height; y++)
        {
            ReadOnlySpan<float> from = gradients.Row(image, y);
            Span<float> to = spread.Row(chunk, y * _stride);
            for (int x = 0; x < Output.Width; x++)
                from.Slice(x * channels, channels).CopyTo(to[(x * _stride * channels)..]);
        }
    }

    private void AddBias(Tensor outputs, int image, float* bias)
    {
        int channels = Output.Channels;
        for (int pixel = 0; pixel < _outputs.Count; pixel++)
        {
            float* output = outputs.Inside(image) + _outputs.Pointer[pixel];
            for (int c = 0; c < channels; c += Lanes.Width)
                Lanes.Store(Vector256.Load(output + c) + Vector256.Load(bias + c), output + c, channels - c);
        }
    }
}
