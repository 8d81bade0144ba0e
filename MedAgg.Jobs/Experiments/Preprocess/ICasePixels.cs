using MedAgg.Learning.Tensors;

namespace MedAgg.Jobs.Experiments.Preprocess;

/// <summary>Opens the images of one kind of source.</summary>
internal interface ICasePixels
{
    /// <summary>Whether the folder of step acquire holds such a source.</summary>
    bool Reads(string folder);

    /// <summary>Opens what a case names as its source.</summary>
    /// <exception cref="Domain.Refusals.RefusedException">It cannot be read.</exception>
    ICaseFrames Open(string folder, string source, CancellationToken cancellationToken);
}

/// <summary>Images of one source, brought to 8 bits.</summary>
internal interface ICaseFrames : IDisposable
{
    /// <summary>Shape of every image.</summary>
    TensorShape Shape { get; }

    /// <summary>Rows, columns, channels of one image.</summary>
    byte[] Read(int frame);
}
