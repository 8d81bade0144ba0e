using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Judges the image pixel module (PS3.3 section C.7.6.3) against the bytes that are there, in 64-bit arithmetic, before anybody allocates by it.</summary>
internal static class DicomImageCheck
{
    private static readonly HashSet<string> Photometrics = new(StringComparer.Ordinal)
    {
        "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "HSV", "ARGB", "CMYK", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB",
    };

    public static void Judge(DicomDataSet set, DicomValues values, ImageFacts facts, ImagingLimits limits)
    {
        JudgeDisplay(set, values, facts);
        JudgeOverlays(set, values);
        if (!TryFindPixels(set, out DicomElement pixels))
            return;
        JudgeModule(set, values, facts, limits);
        if (pixels.Length == DicomElement.Undefined)
            EncapsulatedCheck.Judge(set, pixels, facts, limits);
        else
            JudgeLength(set, pixels, facts);
    }

    public static bool TryFindPixels(DicomDataSet set, out DicomElement pixels) =>
        set.TryFind(DicomTag.PixelData, out pixels) || set.TryFind(DicomTag.FloatPixelData, out pixels) || set.TryFind(DicomTag.DoubleFloatPixelData, out pixels);

    /// <summary>Bytes of all frames without padding; null when the module makes no sense.</summary>
    public static long? NativeBytes(ImageFacts facts)
    {
        if (facts.Rows <= 0 || facts.Columns <= 0 || facts.BitsAllocated is <= 0 or > 64 || facts.SamplesPerPixel is <= 0 or > 4 || facts.Frames <= 0)
            return null;
        Int128 samples = (Int128)facts.Rows * facts.Columns * facts.Frames * (IsSubsampled(facts) ? 2 : facts.SamplesPerPixel);
        Int128 bytes = ((samples * facts.BitsAllocated) + 7) / 8;
        return bytes > long.MaxValue ? null : (long)bytes;
    }

    /// <summary>Native YBR_FULL_422 holds two samples a pixel (PS3.3 section C.7.6.3.1.2).</summary>
    public static bool IsSubsampled(ImageFacts facts) => facts.Photometric is "YBR_FULL_422" or "YBR_PARTIAL_422" && facts.SamplesPerPixel == 3;

    private static void JudgeModule(DicomDataSet set, DicomValues values, ImageFacts facts, ImagingLimits limits)
    {
        if (facts.Rows == 0 || facts.Columns == 0)
            Invalid(set, "Rows or Columns is absent, zero or no valid number.");
        else if ((long)facts.Rows * facts.Columns > limits.MaxImagePixels)
            Invalid(set, $"{facts.Columns} × {facts.Rows} pixels exceed the limit of {limits.MaxImagePixels}.");
        if (facts.BitsAllocated is not (1 or 8 or 12 or 16 or 32) && !(facts.IsFloat && facts.BitsAllocated == 64))
            Invalid(set, $"BitsAllocated {facts.BitsAllocated} is not supported.");
        else if (!facts.IsFloat && (facts.BitsStored < 1 || facts.BitsStored > facts.BitsAllocated))
            Invalid(set, $"BitsStored {facts.BitsStored} does not fit BitsAllocated {facts.BitsAllocated}.");
        else if (values.Int(DicomTag.HighBit) is { } high && high != facts.BitsStored - 1)
            Invalid(set, $"HighBit {high} does not fit BitsStored {facts.BitsStored}.");
        if (facts.SamplesPerPixel is not (1 or 3 or 4))
            Invalid(set, $"SamplesPerPixel {facts.SamplesPerPixel} is not supported.");
        if (facts.Photometric is null || !Photometrics.Contains(facts.Photometric))
            Invalid(set, "PhotometricInterpretation is absent or unknown.");
        else if (facts.Photometric == "PALETTE COLOR")
            PaletteReader.Judge(set, values, facts);
        if (facts.Dicom?.NumberOfFrames is < 1 || facts.Frames > limits.MaxDicomFrames)
            Invalid(set, $"NumberOfFrames must be 1 … {limits.MaxDicomFrames}.");
    }

    private static void JudgeLength(DicomDataSet set, in DicomElement pixels, ImageFacts facts)
    {
        if (NativeBytes(facts) is not { } expected)
            return;
        if (TransferSyntax.Of(facts.TransferSyntax).IsEncapsulated)
            Invalid(set, "The pixel data of an encapsulated transfer syntax have a defined length.");
        else if (pixels.Length < expected)
            Invalid(set, $"The image needs {expected} bytes of pixel data, {pixels.Length} are there.");
        else if (pixels.Length > expected + 1)
            Invalid(set, $"The image needs {expected} bytes of pixel data, {pixels.Length} are there; the rest is ignored.");
    }

    private static void JudgeDisplay(DicomDataSet set, DicomValues values, ImageFacts facts)
    {
        DicomFacts? dicom = facts.Dicom;
        if (dicom?.RescaleSlope == 0)
            Invalid(set, "RescaleSlope is zero; no rescale is applied.");
        if (dicom?.WindowWidth.Any(w => w <= 0) == true)
            Invalid(set, "A window has no width; it is not applied.");
        DicomElement descriptor = default;
        foreach (ref readonly DicomElement element in set.Nested)
        {
            if (element.Tag == DicomTag.LutDescriptor)
            {
                descriptor = element;
            }
            else if (element.Tag == DicomTag.LutData && descriptor.Item == element.Item && descriptor.Length >= 6 && element.Length != DicomElement.Undefined)
            {
                double entries = values.Number(descriptor, 0) ?? 0;
                if ((entries == 0 ? 65536 : entries) > element.Length)
                    Invalid(set, "A lookup table is shorter than its descriptor says.");
            }
        }
    }

    private static void JudgeOverlays(DicomDataSet set, DicomValues values)
    {
        foreach (ref readonly DicomElement element in set.Top)
        {
            if ((element.Tag & 0xFF01FFFF) != 0x60003000 || element.Length == DicomElement.Undefined)
                continue;
            uint group = element.Tag & 0xFFFF0000;
            double bits = (values.Double(group | 0x10) ?? 0) * (values.Double(group | 0x11) ?? 0) * Math.Max(1, values.Double(group | 0x15) ?? 1);
            if (bits > element.Length * 8.0)
                Invalid(set, "An overlay is larger than its data.");
        }
    }

    private static void Invalid(DicomDataSet set, string message) => set.Warnings.Add(Codes.DicomImageInvalid, message);
}
