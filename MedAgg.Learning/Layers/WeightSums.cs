using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Weight gradients of each chunk, added up in the order of chunks.</summary>
internal sealed unsafe class WeightSums : IDisposable
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _padded;
    private readonly FloatBuffer _sums;

    public WeightSums(int chunks, int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _padded = ConvolutionKernels.Padded(columns);
        _sums = new FloatBuffer((long)chunks * rows * _padded);
    }

    public int PaddedColumns => _padded;

    public static long BytesOf(int chunks, int rows, int columns) => sizeof(float) * (long)chunks * rows * ConvolutionKernels.Padded(columns);

    /// <summary>The sums of a group's chunk; the first group of a chunk finds zeros.</summary>
    public float* Of(Group group)
    {
        float* sums = _sums.Pointer + (nint)group.Chunk * _rows * _padded;
        if (group.StartsChunk)
            new Span<float>(sums, checked(_rows * _padded)).Clear();
        return sums;
    }

    /// <summary>Writes the total into a gradient with rows of exactly the columns.</summary>
    public void Total(Pass pass, float* gradients)
    {
        const int Parts = 8;
        int chunks = pass.Chunks;
        nint place = (nint)gradients;
        pass.Each(_rows < Parts ? 1 : Parts, part =>
        {
            int parts = _rows < Parts ? 1 : Parts;
            int end = (int)((long)_rows * (part + 1) / parts);
            for (int row = (int)((long)_rows * part / parts); row < end; row++)
            {
                float* target = (float*)place + (nint)row * _columns;
                for (int c = 0; c < _columns; c += Lanes.Width)
                {
                    Vector256<float> sum = Vector256<float>.Zero;
                    for (int chunk = 0; chunk < chunks; chunk++)
                        sum += Vector256.Load(_sums.Pointer + ((nint)chunk * _rows + row) * _padded + c);
                    Lanes.Store(sum, target + c, _columns - c);
                }
            }
        });
    }

    public void Dispose() => _sums.Dispose();
}
