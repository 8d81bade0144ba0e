using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Raster;

/// <summary>What the readers of simple pictures share.</summary>
internal static class RasterFacts
{
    public static ImageFacts Of(FileKind kind, int width, int height, int samples, int bits, string? photometric) => new()
    {
        Kind = kind,
        Columns = width,
        Rows = height,
        SamplesPerPixel = samples,
        BitsAllocated = bits,
        BitsStored = bits,
        Photometric = photometric,
    };

    /// <summary>Refuses extents that are none or too large.</summary>
    public static Refusal? Judge(long width, long height, ImagingLimits limits) =>
        width <= 0 || height <= 0 ? new Refusal(Codes.ImageCorrupt, "The picture has no width or no height.")
        : width > int.MaxValue || height > int.MaxValue || (Int128)width * height > limits.MaxImagePixels
            ? new Refusal(Codes.ImageTooLarge, $"The picture claims {width} × {height} pixels; the limit is {limits.MaxImagePixels}.")
            : null;

    public static FileReading Refuse(ByteWindow window, string path, FileKind kind, string code, string message) =>
        new(path, window.Length, kind) { Refusal = new Refusal(code, message) };
}
