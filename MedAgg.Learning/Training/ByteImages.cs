using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Training;

/// <summary>8-bit images in memory, as prepared arrays and MedMNIST have them.</summary>
public sealed class ByteImages : IImageSource
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly int[] _labels;

    private ByteImages(TensorShape shape, ReadOnlyMemory<byte> pixels, int[] labels)
    {
        Shape = shape;
        _pixels = pixels;
        _labels = labels;
    }

    /// <inheritdoc />
    public TensorShape Shape { get; }

    /// <inheritdoc />
    public int Count => _labels.Length;

    /// <summary>Checks sizes and keeps the pixels without a copy.</summary>
    /// <param name="shape">Shape of every image.</param>
    /// <param name="pixels">Images one after the other: rows, columns, channels.</param>
    /// <param name="labels">A class per image, at least 0.</param>
    /// <returns>Refusals <c>IMAGES_SIZE</c> and <c>IMAGES_LABEL</c>.</returns>
    public static Outcome<ByteImages> Of(TensorShape shape, ReadOnlyMemory<byte> pixels, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (!shape.IsValid || (long)labels.Count * shape.Elements != pixels.Length)
            return new Refusal("IMAGES_SIZE", $"{pixels.Length} bytes are not {labels.Count} images of {shape}.");
        int negative = labels.ToList().FindIndex(l => l < 0);
        return negative >= 0
            ? new Refusal("IMAGES_LABEL", $"Image {negative} has class {labels[negative]}; classes start at 0.")
            : new ByteImages(shape, pixels, [.. labels]);
    }

    /// <inheritdoc />
    public int Label(int index) => _labels[index];

    /// <inheritdoc />
    public void Read(int index, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Shape.Elements);
        ReadOnlySpan<byte> image = _pixels.Span.Slice(checked(index * Shape.Elements), Shape.Elements);
        for (int i = 0; i < image.Length; i++)
            values[i] = image[i];
    }
}
