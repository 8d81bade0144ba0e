using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Jpeg;

/// <summary>Pixels of 8-bit JPEG through libturbojpeg, in processes that allow native code.</summary>
internal static class JpegPixels
{
    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, ImagingLimits limits)
    {
        if (Refuse(facts) is { } refusal)
            return refusal;
        long bytes = (long)facts.Columns * facts.Rows * facts.SamplesPerPixel;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength) || source.Length > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The picture needs {bytes} bytes; the limit is {limits.MaxPixelBytes}.");
        byte[] coded = new byte[source.Length];
        source.Read(0, coded);
        byte[] values = new byte[bytes];
        if (TurboJpeg.Decode(coded, facts.Columns, facts.Rows, facts.SamplesPerPixel, values) is { } problem)
            return new Refusal(Codes.ImageCorrupt, problem);
        return new PixelArray(facts.SamplesPerPixel == 1 ? [facts.Rows, facts.Columns] : [facts.Rows, facts.Columns, facts.SamplesPerPixel], PixelType.U8, values);
    }

    /// <summary>Grey and RGB frames of 8 bits: what the library hands out is what the data set says.</summary>
    public static bool HandlesFrames(TransferSyntax syntax, ImageFacts facts) =>
        syntax.Packing == PixelPacking.Jpeg && facts.BitsAllocated == 8 && facts.Photometric is "MONOCHROME1" or "MONOCHROME2" or "RGB" && TurboJpeg.IsInstalled;

    /// <summary>Frames of encapsulated DICOM pixel data (PS3.5 annex A.4.1).</summary>
    public static Refusal? DecodeFrames(IReadOnlyList<byte[]> coded, ImageFacts facts, Span<byte> target, ImagingLimits limits, CancellationToken cancellationToken)
    {
        int frameBytes = target.Length / coded.Count;
        for (int i = 0; i < coded.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TurboJpeg.Decode(coded[i], facts.Columns, facts.Rows, facts.SamplesPerPixel, target.Slice(i * frameBytes, frameBytes)) is { } problem)
                return new Refusal(Codes.DicomImageInvalid, problem);
        }
        return null;
    }

    private static Refusal? Refuse(ImageFacts facts)
    {
        if (!NativeCodecs.Allowed)
            return new Refusal(Codes.CodecUnsupported, "JPEG pixels are decoded by native code, which this process does not run.");
        if (facts.BitsStored > 8 || facts.SamplesPerPixel is not (1 or 3 or 4) || (facts.Kind == FileKind.Jpeg && facts.IsLossy == false))
            return new Refusal(Codes.CodecUnsupported, $"JPEG of {facts.BitsStored} bits and {facts.SamplesPerPixel} components, or lossless JPEG, is not decoded.");
        return TurboJpeg.IsInstalled ? null : new Refusal(Codes.CodecUnsupported, "JPEG pixels need libturbojpeg, which is not installed.");
    }
}
