using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>What every layer needs to know about the batch that runs through it.</summary>
internal sealed class Pass(ParameterStore parameters, ConvolutionKernels kernels, int threads)
{
    /// <summary>Images of a chunk. Fixed: sums run inside a chunk first and then over chunks in order, whoever computes them.</summary>
    public const int ChunkImages = 4;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    public ParameterStore Parameters => parameters;

    public ConvolutionKernels Kernels => kernels;

    /// <summary>Images in the batch.</summary>
    public int Images { get; set; }

    /// <summary>Batch statistics and dropout, instead of running statistics and none.</summary>
    public bool Training { get; set; }

    /// <summary>Decides dropout together with <see cref="Step"/>.</summary>
    public ulong Seed { get; set; }

    /// <summary>Number of the optimizer step.</summary>
    public long Step { get; set; }

    public int Chunks => ChunksOf(Images);

    public static int ChunksOf(int images) => (images + ChunkImages - 1) / ChunkImages;

    /// <summary>Calls for each chunk with its number, first image and the image behind its last.</summary>
    public void EachChunk(Action<int, int, int> work)
    {
        int images = Images;
        Each(Chunks, chunk => work(chunk, chunk * ChunkImages, Math.Min(images, (chunk + 1) * ChunkImages)));
    }

    /// <summary>Calls for each number below <paramref name="count"/>, on as many threads as allowed; which thread does not matter to the result.</summary>
    public void Each(int count, Action<int> work)
    {
        if (threads == 1 || count == 1)
        {
            for (int i = 0; i < count; i++)
                work(i);
        }
        else
        {
            Parallel.For(0, count, _parallel, work);
        }
    }
}
