using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging;

/// <summary>Leads to the pixel decoder of each format.</summary>
internal static class PixelDoor
{
    public static Reading<PixelArray> Read(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken) =>
        new Refusal(Codes.CodecUnsupported, $"Pixels of {reading.Kind.Name()} are not read.");
}
