using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// The gradient of a convolution by its input: convolutions over the output gradient with turned weights. With stride 1 there is one.
/// With stride 2 an even input row was seen by another set of window rows than an odd one, so each parity is a small convolution of its own.
/// </summary>
internal sealed unsafe class WayBack : IDisposable
{
    private readonly TensorShape _input;
    private readonly int _outputs;
    private readonly bool _leavesGaps;
    private readonly List<Parity> _parities = [];

    public WayBack(ConvolutionSpec spec, TensorShape input, TensorShape output)
    {
        _input = input;
        _outputs = output.Channels;
        _leavesGaps = spec.Window < spec.Stride;
        for (int y = 0; y < Math.Min(spec.Stride, input.Height); y++)
        {
            for (int x = 0; x < Math.Min(spec.Stride, input.Width); x++)
            {
                int[] rows = TapsOf(y, spec);
                int[] columns = TapsOf(x, spec);
                if (rows.Length > 0 && columns.Length > 0)
                    _parities.Add(new Parity(spec, input, output, y, x, rows, columns));
            }
        }
    }

    /// <summary>Packs the weights where they changed.</summary>
    public void Begin(Pass pass, float* weights)
    {
        foreach (Parity parity in _parities)
            parity.Packed.PackTurned(pass, weights, parity.Taps, _outputs);
    }

    /// <summary>Fills the inside of an image's input gradient.</summary>
    public void Run(Pass pass, Tensor outputGradients, Tensor inputGradients, int image)
    {
        for (int y = 0; y < _input.Height && _leavesGaps; y++)
            inputGradients.Row(image, y).Clear();
        foreach (Parity parity in _parities)
        {
            pass.Kernels.Convolve(new ConvolutionPass
            {
                Input = outputGradients.Border(image),
                InputOffsets = parity.From.Pointer,
                Output = inputGradients.Inside(image),
                OutputOffsets = parity.To.Pointer,
                Pixels = parity.To.Count,
                WindowRows = parity.Rows,
                WindowRowStride = outputGradients.RowStride,
                Run = parity.Columns * _outputs,
                Panels = parity.Packed.Pointer,
                Channels = _input.Channels,
            });
        }
    }

    public void Dispose()
    {
        foreach (Parity parity in _parities)
            parity.Packed.Dispose();
    }

    // Output o saw input o * stride + tap - pad, so input i was seen by taps of one parity; the last tap belongs to the first output.
    private static int[] TapsOf(int first, ConvolutionSpec spec) =>
        [.. Enumerable.Range(0, spec.Window).Reverse().Where(tap => (first + spec.Window / 2 - tap) % spec.Stride == 0)];

    /// <summary>Inputs whose row and column leave the same rest when divided by the stride.</summary>
    private sealed class Parity
    {
        public Parity(ConvolutionSpec spec, TensorShape input, TensorShape output, int y, int x, int[] rows, int[] columns)
        {
            Rows = rows.Length;
            Columns = columns.Length;
            Taps = [.. from row in rows from column in columns select row * spec.Window + column];
            Packed = new PackedWeights(Taps.Length * output.Channels, input.Channels);
            int pad = spec.Window / 2;
            nint gradientRow = output.RowStride;
            nint inputRow = input.RowStride;
            int[] down = [.. Steps(y, input.Height, spec.Stride)];
            int[] along = [.. Steps(x, input.Width, spec.Stride)];
            // The first output that saw the pixel, counted in the border frame.
            From = Table(down, along, (row, column) => ((row + pad - rows[0]) / spec.Stride + 1) * gradientRow + (nint)((column + pad - columns[0]) / spec.Stride + 1) * output.Channels);
            To = Table(down, along, (row, column) => row * inputRow + (nint)column * input.Channels);
        }

        public int Rows { get; }

        public int Columns { get; }

        public int[] Taps { get; }

        public PackedWeights Packed { get; }

        public OffsetTable From { get; }

        public OffsetTable To { get; }

        private static OffsetTable Table(int[] rows, int[] columns, Func<int, int, nint> offset) => new(rows.SelectMany(row => columns.Select(column => offset(row, column))));

        private static IEnumerable<int> Steps(int first, int size, int stride) => Enumerable.Range(0, (size - first + stride - 1) / stride).Select(i => first + i * stride);
    }
}
