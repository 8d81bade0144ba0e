using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Training;

/// <summary>Images to learn from, all of one shape. Reading is safe from several threads at once; a source may read from disk.</summary>
public interface IImageSource
{
    /// <summary>Shape of every image.</summary>
    TensorShape Shape { get; }

    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>The class of an image: 0 or 1 for two classes.</summary>
    int Label(int index);

    /// <summary>Raw values of an image, not normalised.</summary>
    /// <param name="index">0 … <see cref="Count"/>-1.</param>
    /// <param name="values">Rows, columns, channels.</param>
    void Read(int index, Span<float> values);
}
