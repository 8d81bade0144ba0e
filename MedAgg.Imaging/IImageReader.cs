using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging;

/// <summary>Turns the bytes of a file into facts and pixels. Whoever inspects depends on this and not on how it is done.</summary>
public interface IImageReader
{
    /// <summary>Recognises a file by its content and reads what it says about itself. Bad data is a refusal inside the answer, never an exception.</summary>
    /// <param name="source">The bytes; stays open.</param>
    /// <param name="path">Its name, for pairs and messages; never opened.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="siblings">Opens the other half of a detached pair; null when there is nothing else.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    FileReading Inspect(ByteSource source, string path, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken);

    /// <summary>Reads stored values of a frame, page or slice (from 0), or of all of them when <paramref name="frame"/> is null.</summary>
    Reading<PixelArray> ReadPixels(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken);
}
