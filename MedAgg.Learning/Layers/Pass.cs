using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>What every layer needs to know about the batch that runs through it.</summary>
internal sealed class Pass
{
    /// <summary>Images of a chunk. Fixed: sums run inside a chunk first and then over chunks in order, whoever computes them.</summary>
    public const int ChunkImages = SlotMap.ChunkImages;

    private readonly ParallelOptions _parallel;
    private readonly SlotMap? _slots;

    public Pass(ParameterStore parameters, ConvolutionKernels kernels, int threads, SlotMap? slots)
    {
        Parameters = parameters;
        Kernels = kernels;
        Threads = threads;
        _slots = slots;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    public ParameterStore Parameters { get; }

    public ConvolutionKernels Kernels { get; }

    public int Threads { get; }

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

    /// <summary>Calls for groups of at most so many neighbouring images of a chunk, the groups of a chunk in order and on one thread.</summary>
    public void EachGroup(int groupImages, Action<Group> work)
    {
        int images = Images;
        Each(Chunks, (chunk, slot) =>
        {
            _slots?.Put(chunk, slot);
            int end = Math.Min(images, (chunk + 1) * ChunkImages);
            for (int first = chunk * ChunkImages; first < end; first += groupImages)
                work(new Group(chunk, first, Math.Min(end, first + groupImages)));
        });
    }

    /// <summary>Calls for each number below <paramref name="count"/>, on as many threads as allowed; which thread does not matter to the result.</summary>
    public void Each(int count, Action<int> work) => Each(count, (number, _) => work(number));

    private void Each(int count, Action<int, int> work)
    {
        int slots = Math.Min(Threads, count);
        if (slots <= 1)
        {
            for (int i = 0; i < count; i++)
                work(i, 0);
            return;
        }
        int next = -1;
        Parallel.For(0, slots, _parallel, slot =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                work(i, slot);
        });
    }
}
