namespace MedAgg.Learning.Tensors;

/// <summary>Which worker has each chunk of four images: tensors that live only inside a worker's cache have room for its chunk alone.</summary>
internal sealed class SlotMap(int chunks, int slots)
{
    /// <summary>Images of a chunk.</summary>
    public const int ChunkImages = 4;

    private readonly int[] _slots = new int[chunks];

    /// <summary>Chunks that are worked on at once.</summary>
    public int Slots => slots;

    public void Put(int chunk, int slot) => _slots[chunk] = slot;

    /// <summary>Where an image lies in a tensor of <see cref="Slots"/> chunks.</summary>
    public int PlaceOf(int image) => _slots[image / ChunkImages] * ChunkImages + image % ChunkImages;
}
