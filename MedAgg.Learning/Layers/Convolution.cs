using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Direct convolution on NHWC images, 1×1 or 3×3, stride 1 or 2. Weights are stored as (row, column, input, output).</summary>
internal sealed unsafe class Convolution : Layer
{
    private const int StripPixels = 256; // 32 channels of their gradients take 32 KiB of the first-level cache
    private readonly int _window;
    private readonly int _stride;
    private readonly ParameterSlice _weights;
    private readonly ParameterSlice? _bias;
    private readonly PackedWeights _packed;
    private readonly WeightSums? _sums;
    private readonly BiasGradient? _biasSums;
    private readonly OffsetTable _inputs;
    private readonly OffsetTable _outputs;
    private readonly OffsetTable _windowOffsets;
    private readonly WayBack? _back;

    public Convolution(ConvolutionSpec spec, TensorShape input, string name, ParameterPlan plan, BuildOptions options)
        : base(input, OutputOf(spec, input))
    {
        _window = spec.Window;
        _stride = spec.Stride;
        int windowValues = _window * _window * input.Channels;
        _weights = plan.Add($"{name}.weight", checked(windowValues * spec.Channels), ParameterStart.He(windowValues), decays: true);
        _bias = spec.HasBias ? plan.Add($"{name}.bias", spec.Channels, ParameterStart.Of(0), decays: false) : null;
        _packed = new PackedWeights(windowValues, spec.Channels);
        _inputs = OffsetTable.Pixels(Output.Height, Output.Width, input.RowStride, input.Channels, _stride);
        _outputs = OffsetTable.Pixels(Output.Height, Output.Width, Output.RowStride, Output.Channels);
        _windowOffsets = OffsetTable.Window(_window, input.RowStride, _window * input.Channels);
        if (!options.Trains)
            return;
        int chunks = Pass.ChunksOf(options.Images);
        _sums = new WeightSums(chunks, windowValues, spec.Channels);
        _biasSums = _bias is null ? null : new BiasGradient(chunks, spec.Channels);
        _back = options.NeedsInputGradient ? new WayBack(spec, input, Output) : null;
    }

    public static TensorShape OutputOf(ConvolutionSpec spec, TensorShape input) =>
        new((input.Height - 1) / spec.Stride + 1, (input.Width - 1) / spec.Stride + 1, spec.Channels);

    public override void BeginForward(Pass pass) => _packed.Pack(pass, pass.Parameters.ValuesOf(_weights));

    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        for (int image = group.First; image < group.End; image++)
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
            if (_bias is not null)
                AddBias(outputs, image, pass.Parameters.ValuesOf(_bias));
        }
    }

    public override void BeginBackward(Pass pass) => _back?.Begin(pass, pass.Parameters.ValuesOf(_weights));

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        AddWeightGradient(pass, group, inputs, outputGradients);
        if (inputGradients is not null)
            BackToInput(pass, group, outputGradients, inputGradients);
    }

    /// <summary>The gradient by the input alone.</summary>
    public void BackToInput(Pass pass, Group group, Tensor outputGradients, Tensor inputGradients)
    {
        for (int image = group.First; image < group.End; image++)
            _back!.Run(pass, outputGradients, inputGradients, image);
    }

    /// <summary>Adds to the gradient by the weights alone.</summary>
    public void AddWeightGradient(Pass pass, Group group, Tensor inputs, Tensor outputGradients)
    {
        WeightSums sums = _sums ?? throw new InvalidOperationException("The network was built for inference.");
        float* chunkSums = sums.Of(group);
        int rows = Math.Clamp(StripPixels / Output.Width, 1, Output.Height);
        int images = rows < Output.Height ? 1 : Math.Max(1, StripPixels / Output.Pixels);
        for (int image = group.First; image < group.End; image += images)
        {
            for (int y = 0; y < Output.Height; y += rows)
                AddStrip(pass, inputs, outputGradients, image, Math.Min(images, group.End - image), y, Math.Min(rows, Output.Height - y), chunkSums);
        }
        _biasSums?.Add(group, outputGradients);
    }

    public override void EndBackward(Pass pass)
    {
        _sums?.Total(pass, pass.Parameters.GradientsOf(_weights));
        if (_bias is not null)
            _biasSums?.Write(pass, pass.Parameters.GradientsOf(_bias));
    }

    public override void Dispose()
    {
        _packed.Dispose();
        _sums?.Dispose();
        _back?.Dispose();
        base.Dispose();
    }

    private float* WindowStart(Tensor tensor, int image) => _window == 3 ? tensor.Border(image) : tensor.Inside(image);

    private void AddStrip(Pass pass, Tensor inputs, Tensor outputGradients, int image, int images, int y, int rows, float* sums) =>
        pass.Kernels.AddWeightGradient(new WeightGradientPass
        {
            Input = WindowStart(inputs, image) + y * _stride * inputs.RowStride,
            WindowRows = _window,
            WindowRowStride = inputs.RowStride,
            Run = _window * Input.Channels,
            WindowOffsets = _windowOffsets.Pointer,
            Images = images,
            InputImageStep = inputs.ImageStride,
            InputPixelStep = (nint)_stride * Input.Channels,
            InputRowStep = _stride * inputs.RowStride,
            Gradient = outputGradients.Inside(image) + y * outputGradients.RowStride,
            GradientImageStep = outputGradients.ImageStride,
            GradientPixelStep = Output.Channels,
            GradientRowStep = outputGradients.RowStride,
            Height = rows,
            Width = Output.Width,
            Sums = sums,
            PaddedChannels = _sums!.PaddedColumns,
        });

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
