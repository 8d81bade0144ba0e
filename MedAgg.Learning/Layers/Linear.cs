using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>A fully connected layer: a window as large as the image. Weights are stored as (row, column, input, output).</summary>
internal sealed unsafe class Linear : Layer
{
    private readonly ParameterSlice _weights;
    private readonly ParameterSlice _bias;
    private readonly PackedWeights _packed;
    private readonly WeightSums? _sums;
    private readonly BiasGradient? _biasSums;
    private readonly OffsetTable _windowOffsets;
    private readonly OffsetTable _zero = new([0]);

    public Linear(LinearSpec spec, TensorShape input, string name, ParameterPlan plan, BuildOptions options)
        : base(input, new TensorShape(1, 1, spec.Outputs))
    {
        _weights = plan.Add($"{name}.weight", checked(input.Elements * spec.Outputs), ParameterStart.Head(input.Elements), decays: true);
        _bias = plan.Add($"{name}.bias", spec.Outputs, ParameterStart.Of(0), decays: false);
        _packed = new PackedWeights(input.Elements, spec.Outputs);
        _windowOffsets = OffsetTable.Window(input.Height, input.RowStride, input.Width * input.Channels);
        _biasSums = options.Trains ? new BiasGradient(Pass.ChunksOf(options.Images), spec.Outputs) : null;
        _sums = options.Trains ? new WeightSums(Pass.ChunksOf(options.Images), input.Elements, spec.Outputs) : null;
    }

    public override void BeginForward(Pass pass) => _packed.Pack(pass, pass.Parameters.ValuesOf(_weights));

    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs)
    {
        float* bias = pass.Parameters.ValuesOf(_bias);
        for (int image = group.First; image < group.End; image++)
        {
            pass.Kernels.Convolve(new ConvolutionPass
            {
                Input = inputs.Inside(image),
                InputOffsets = _zero.Pointer,
                Output = outputs.Inside(image),
                OutputOffsets = _zero.Pointer,
                Pixels = 1,
                WindowRows = Input.Height,
                WindowRowStride = inputs.RowStride,
                Run = Input.Width * Input.Channels,
                Panels = _packed.Pointer,
                Channels = Output.Channels,
            });
            Span<float> output = outputs.Row(image, 0);
            for (int o = 0; o < output.Length; o++)
                output[o] += bias[o];
        }
    }

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        WeightSums sums = _sums ?? throw new InvalidOperationException("The network was built for inference.");
        pass.Kernels.AddWeightGradient(new WeightGradientPass
        {
            Input = inputs.Inside(group.First),
            WindowRows = Input.Height,
            WindowRowStride = inputs.RowStride,
            Run = Input.Width * Input.Channels,
            WindowOffsets = _windowOffsets.Pointer,
            Images = group.Count,
            InputImageStep = inputs.ImageStride,
            InputPixelStep = 1,
            InputRowStep = 1,
            Gradient = outputGradients.Inside(group.First),
            GradientImageStep = outputGradients.ImageStride,
            GradientPixelStep = 1,
            GradientRowStep = 1,
            Height = 1,
            Width = 1,
            Sums = sums.Of(group),
            PaddedChannels = sums.PaddedColumns,
        });
        _biasSums!.Add(group, outputGradients);
        for (int image = group.First; image < group.End && inputGradients is not null; image++)
            BackToInput(pass, outputGradients, inputGradients, image);
    }

    public override void EndBackward(Pass pass)
    {
        _sums?.Total(pass, pass.Parameters.GradientsOf(_weights));
        _biasSums?.Write(pass, pass.Parameters.GradientsOf(_bias));
    }

    public override void Dispose()
    {
        _packed.Dispose();
        _sums?.Dispose();
        base.Dispose();
    }

    private void BackToInput(Pass pass, Tensor outputGradients, Tensor inputGradients, int image)
    {
        ReadOnlySpan<float> gradient = outputGradients.Row(image, 0);
        float* weights = pass.Parameters.ValuesOf(_weights);
        for (int y = 0; y < Input.Height; y++)
        {
            Span<float> back = inputGradients.Row(image, y);
            for (int i = 0; i < back.Length; i++)
            {
                float sum = 0;
                for (int o = 0; o < gradient.Length; o++)
                    sum = MathF.FusedMultiplyAdd(*weights++, gradient[o], sum);
                back[i] = sum;
            }
        }
    }
}
