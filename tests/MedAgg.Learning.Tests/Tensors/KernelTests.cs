using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Tests.Tensors;

/// <summary>Every instruction set against plain loops in double, and against each other bit by bit.</summary>
public sealed unsafe class KernelTests
{
    /// <summary>Sizes around the tiles: 1, 6 and 8 pixels, 8 window values, 16 and 32 channels.</summary>
    public static TheoryData<int, int, int, int, int, int> Shapes => new()
    {
        // height, width, inputs, outputs, window, stride
        { 1, 1, 1, 1, 3, 1 },
        { 2, 3, 1, 16, 3, 1 },
        { 3, 3, 5, 17, 3, 1 },
        { 7, 7, 8, 33, 3, 1 },
        { 8, 9, 16, 32, 3, 1 },
        { 5, 13, 3, 48, 3, 1 },
        { 9, 4, 7, 20, 1, 1 },
        { 1, 8, 32, 64, 1, 1 },
        { 9, 7, 4, 18, 3, 2 },
        { 8, 8, 6, 40, 1, 2 },
        { 17, 19, 2, 31, 3, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolution_equals_plain_loops_and_has_the_same_bits_in_every_set(int height, int width, int inputs, int outputs, int window, int stride)
    {
        Case c = new(height, width, inputs, outputs, window, stride);
        float[] scalar = c.Convolve(ConvolutionKernels.For(InstructionSet.Scalar));
        double[] plain = c.PlainConvolution();
        for (int i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], scalar[i], 1e-5 * (1 + Math.Abs(plain[i])));
        foreach (InstructionSet set in InstructionSets.Available)
            Assert.Equal(Bits(scalar), Bits(c.Convolve(ConvolutionKernels.For(set))));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Weight_gradient_equals_plain_loops_and_has_the_same_bits_in_every_set(int height, int width, int inputs, int outputs, int window, int stride)
    {
        Case c = new(height, width, inputs, outputs, window, stride);
        float[] scalar = c.WeightGradient(ConvolutionKernels.For(InstructionSet.Scalar));
        double[] plain = c.PlainWeightGradient();
        for (int i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], scalar[i], 1e-4 * (1 + Math.Abs(plain[i])));
        foreach (InstructionSet set in InstructionSets.Available)
            Assert.Equal(Bits(scalar), Bits(c.WeightGradient(ConvolutionKernels.For(set))));
    }

    [Fact]
    public void Tensors_refuse_what_lies_outside()
    {
        using Tensor tensor = new(2, new TensorShape(3, 4, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Row(2, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Row(0, 3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Write(0, new float[59]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor(1, new TensorShape(0, 4, 5)));
        Assert.False(new TensorShape(1 << 20, 1 << 20, 1).IsValid);
    }

    [Fact]
    public void Tensors_keep_what_is_written_inside_a_zero_border()
    {
        using Tensor tensor = new(2, new TensorShape(2, 3, 2));
        float[] values = [.. Enumerable.Range(1, 12).Select(i => (float)i)];
        tensor.Write(1, values);
        float[] read = new float[12];
        tensor.Read(1, read);
        Assert.Equal(values, read);
        float sum = 0;
        for (int i = 0; i < tensor.ImageStride; i++)
            sum += tensor.Border(1)[i];
        Assert.Equal(78, sum);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(8, 128)]
    [InlineData(13, 7)]
    [InlineData(1, 1)]
    public void Rows_of_a_tensor_lie_an_odd_number_of_cache_lines_apart(int width, int channels)
    {
        using Tensor tensor = new(1, new TensorShape(2, width, channels));
        Assert.True(tensor.RowStride >= (width + 2) * channels);
        Assert.Equal(0, tensor.RowStride % 16);
        Assert.Equal(1, tensor.RowStride / 16 % 2);
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    private sealed class Case
    {
        private readonly TensorShape _in;
        private readonly TensorShape _out;
        private readonly int _window;
        private readonly int _stride;
        private readonly float[] _image;
        private readonly float[] _weights;
        private readonly float[] _gradient;

        public Case(int height, int width, int inputs, int outputs, int window, int stride)
        {
            _in = new TensorShape(height, width, inputs);
            _out = new TensorShape((height - 1) / stride + 1, (width - 1) / stride + 1, outputs);
            _window = window;
            _stride = stride;
            _image = Random(_in.Elements, 1);
            _weights = Random(window * window * inputs * outputs, 2);
            _gradient = Random(_out.Elements, 3);
        }

        public float[] Convolve(ConvolutionKernels kernels)
        {
            using Tensor input = new(1, _in);
            using Tensor output = new(1, _out);
            input.Write(0, _image);
            int values = _window * _window * _in.Channels;
            using FloatBuffer panels = new(values * ConvolutionKernels.Padded(_out.Channels));
            for (int k = 0; k < values; k++)
            {
                for (int o = 0; o < _out.Channels; o++)
                    panels.Span[(o / 16 * values + k) * 16 + o % 16] = _weights[k * _out.Channels + o];
            }
            OffsetTable from = OffsetTable.Pixels(_out.Height, _out.Width, input.RowStride, _in.Channels, _stride);
            OffsetTable to = OffsetTable.Pixels(_out.Height, _out.Width, output.RowStride, _out.Channels);
            kernels.Convolve(new ConvolutionPass
            {
                Input = _window == 3 ? input.Border(0) : input.Inside(0),
                InputOffsets = from.Pointer,
                Output = output.Inside(0),
                OutputOffsets = to.Pointer,
                Pixels = to.Count,
                WindowRows = _window,
                WindowRowStride = input.RowStride,
                Run = _window * _in.Channels,
                Panels = panels.Pointer,
                Channels = _out.Channels,
            });
            float[] result = new float[_out.Elements];
            output.Read(0, result);
            double border = 0;
            for (int i = 0; i < output.ImageStride; i++)
                border += output.Border(0)[i];
            Assert.Equal(result.Sum(v => (double)v), border, 1e-3); // nothing was written outside
            return result;
        }

        public float[] WeightGradient(ConvolutionKernels kernels)
        {
            using Tensor input = new(1, _in);
            using Tensor gradient = new(1, _out);
            input.Write(0, _image);
            gradient.Write(0, _gradient);
            int values = _window * _window * _in.Channels;
            int padded = ConvolutionKernels.Padded(_out.Channels);
            using FloatBuffer sums = new(values * padded);
            OffsetTable window = OffsetTable.Window(_window, input.RowStride, _window * _in.Channels);
            kernels.AddWeightGradient(new WeightGradientPass
            {
                Input = _window == 3 ? input.Border(0) : input.Inside(0),
                WindowRows = _window,
                WindowRowStride = input.RowStride,
                Run = _window * _in.Channels,
                WindowOffsets = window.Pointer,
                Images = 1,
                InputPixelStep = (nint)_stride * _in.Channels,
                InputRowStep = _stride * input.RowStride,
                Gradient = gradient.Inside(0),
                GradientPixelStep = _out.Channels,
                GradientRowStep = gradient.RowStride,
                Height = _out.Height,
                Width = _out.Width,
                Sums = sums.Pointer,
                PaddedChannels = padded,
            });
            float[] result = new float[values * _out.Channels];
            for (int k = 0; k < values; k++)
                sums.Span.Slice(k * padded, _out.Channels).CopyTo(result.AsSpan(k * _out.Channels));
            return result;
        }

        public double[] PlainConvolution()
        {
            double[] result = new double[_out.Elements];
            Each((input, weight, output) => result[output] += (double)_image[input] * _weights[weight]);
            return result;
        }

        public double[] PlainWeightGradient()
        {
            double[] result = new double[_weights.Length];
            Each((input, weight, output) => result[weight] += (double)_image[input] * _gradient[output]);
            return result;
        }

        private void Each(Action<int, int, int> visit)
        {
            for (int i = 0; i < _out.Pixels * _window * _window; i++)
            {
                int pixel = i / (_window * _window);
                int tap = i % (_window * _window);
                int y = pixel / _out.Width * _stride + tap / _window - _window / 2;
                int x = pixel % _out.Width * _stride + tap % _window - _window / 2;
                if (y < 0 || x < 0 || y >= _in.Height || x >= _in.Width)
                    continue;
                for (int k = 0; k < _in.Channels * _out.Channels; k++)
                {
                    int input = k / _out.Channels;
                    int output = k % _out.Channels;
                    visit((y * _in.Width + x) * _in.Channels + input, (tap * _in.Channels + input) * _out.Channels + output, pixel * _out.Channels + output);
                }
            }
        }

        private static float[] Random(int count, ulong seed) =>
            [.. Enumerable.Range(0, count).Select(i => (float)(HashCounter.Unit(seed, (ulong)i) * 2 - 1))];
    }
}
