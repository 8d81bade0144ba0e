using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging;

/// <summary>The readers of this library behind <see cref="IImageReader"/>.</summary>
public sealed class ManagedImageReader : IImageReader
{
    /// <inheritdoc />
    public FileReading Inspect(ByteSource source, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        ImageReaders.Inspect(source, path, limits, siblings, cancellationToken);

    /// <inheritdoc />
    public Reading<PixelArray> ReadPixels(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        ImageReaders.ReadPixels(source, reading, frame, limits, siblings, cancellationToken);
}
