namespace MedAgg.Learning.Layers;

/// <summary>Neighbouring images of one chunk that go through several layers while they are in the cache.</summary>
/// <param name="Chunk">Number of the chunk.</param>
/// <param name="First">First image.</param>
/// <param name="End">The image behind the last one.</param>
internal readonly record struct Group(int Chunk, int First, int End)
{
    /// <summary>Images.</summary>
    public int Count => End - First;

    /// <summary>True for the first group of a chunk, where its sums start at zero.</summary>
    public bool StartsChunk => First % Pass.ChunkImages == 0;
}
