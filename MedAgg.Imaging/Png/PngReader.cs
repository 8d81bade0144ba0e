using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Png;

/// <summary>Facts of a PNG (ISO/IEC 15948).</summary>
internal static class PngReader
{
    public static FileReading Inspect(ByteWindow window, string path, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList warnings = new();
        Refusal? refusal = PngHeader.Read(window, limits, warnings, cancellationToken, out PngHeader header);
        if (refusal is null && header.ColourType == 3 && header.Palette is null)
            refusal = new Refusal(Codes.ImageCorrupt, "The PNG is a palette picture without palette.");
        if (refusal is null && !warnings.Items.Any(w => w.Code == Codes.ImageCorrupt))
            PngPixels.Verify(window, header, warnings, cancellationToken);
        ImageFacts? facts = header.Width == 0 ? null : new ImageFacts
        {
            Kind = FileKind.Png,
            Columns = header.Width,
            Rows = header.Height,
            SamplesPerPixel = header.Samples,
            BitsAllocated = header.BitDepth,
            BitsStored = header.BitDepth,
            Photometric = header.ColourType switch { 3 => "PALETTE COLOR", 2 or 6 => "RGB", _ => "MONOCHROME2" },
            IsLossy = null,
            ByteOrder = ByteOrder.BigEndian,
            ExifOrientation = header.ExifOrientation,
        };
        return new FileReading(path, window.Length, FileKind.Png) { Facts = facts, Refusal = refusal, Warnings = warnings.Items };
    }
}
