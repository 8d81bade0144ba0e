using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Training;

/// <summary>Some images of a source: a part of a split.</summary>
/// <param name="source">All images.</param>
/// <param name="indices">Which, in which order.</param>
public sealed class SelectedImages(IImageSource source, IReadOnlyList<int> indices) : IImageSource
{
    /// <inheritdoc />
    public TensorShape Shape => source.Shape;

    /// <inheritdoc />
    public int Count => indices.Count;

    /// <inheritdoc />
    public int Label(int index) => source.Label(indices[index]);

    /// <inheritdoc />
    public void Read(int index, Span<float> values) => source.Read(indices[index], values);
}
