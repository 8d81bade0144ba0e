using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Gdcm;
using MedAgg.Imaging.Jpeg;
using MedAgg.Imaging.Nifti;
using MedAgg.Imaging.Numpy;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Raster;
using MedAgg.Imaging.Tiff;
using MedAgg.Imaging.Volumes;

namespace MedAgg.Imaging;

/// <summary>Leads to the pixel decoder of each format.</summary>
internal static class PixelDoor
{
    public static Reading<PixelArray> Read(ByteSource source, FileReading reading, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        if (reading.Refusal is { } refused)
            return refused;
        if (reading.Facts is not { } facts)
            return new Refusal(Codes.PixelsAbsent, "The file is no image.");
        try
        {
            return reading.Kind switch
            {
                FileKind.Dicom or FileKind.DicomGz => DicomDoor.With(source, reading, limits, file => Dicom(file, facts, frame, limits, cancellationToken), cancellationToken),
                FileKind.Nifti or FileKind.Analyze => Nifti(source, reading, facts, frame, limits, siblings, cancellationToken),
                FileKind.Nrrd or FileKind.MetaImage => VolumePixels.Read(source, facts, frame, siblings is null ? null : name => siblings(name), limits, cancellationToken),
                FileKind.Png => Png(source, limits, cancellationToken),
                FileKind.Tiff => TiffPixels.Read(source, frame ?? 0, limits, cancellationToken),
                FileKind.Pgm => NetpbmPixels.Read(source, facts, limits),
                FileKind.Bmp => BmpPixels.Read(source, facts, limits),
                FileKind.Gif => GifPixels.Read(source, facts, frame ?? 0, limits, cancellationToken),
                FileKind.Jpeg => JpegPixels.Read(source, facts, limits),
                FileKind.Other when reading.Subkind is Subkind.Npy => NpyReader.ReadPixels(source, reading, frame, limits, cancellationToken),
                _ => new Refusal(Codes.CodecUnsupported, $"Pixels of {reading.Kind.Name()} are not read; its facts are."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return new Refusal(Codes.FileUnreadable, "The storage below the file failed while it was read.");
        }
    }

    private static Reading<PixelArray> Dicom(DicomFile file, ImageFacts facts, int? frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        if (file.Set.Refusal is { } refusal)
            return refusal;
        TransferSyntax syntax = TransferSyntax.Of(facts.TransferSyntax);
        FrameCodec? codec = null;
        if (GdcmCodec.Handles(syntax))
        {
            // GDCM runs in a process of its own and hands out every component as stored; the library shows grey and RGB only.
            codec = !NativeCodecs.Allowed ? null : GdcmCodec.IsInstalled ? GdcmCodec.Decode : JpegPixels.HandlesFrames(syntax, facts) ? JpegPixels.DecodeFrames : null;
            string why = NativeCodecs.Allowed ? "need gdcmconv, which is not installed" : "are decoded by native code, which this process does not run";
            if (codec is null && facts.Dicom?.HasPixelData != false)
                return new Refusal(Codes.TransferSyntaxUnsupported, $"Pixels of transfer syntax {syntax.Uid} ({syntax.Name}) {why}.");
        }
        return DicomPixels.Read(file, facts, frame, limits, codec, cancellationToken);
    }

    private static Reading<PixelArray> Nifti(ByteSource source, FileReading reading, ImageFacts facts, int? frame, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        if (!facts.Nifti!.IsPair)
            return NiftiPixels.Read(source, facts.Nifti.IsCompressed, facts, frame, limits, cancellationToken);
        using ByteSource? voxels = ImageReaders.PairOf(reading.Path, siblings)?.Invoke();
        return voxels is null
            ? new Refusal(Codes.PixelsAbsent, "The header belongs to a pair, and its voxel file is not at hand.")
            : NiftiPixels.Read(voxels, NiftiCheck.Span2(voxels) == 0x8B1F, facts, frame, limits, cancellationToken);
    }

    private static Reading<PixelArray> Png(ByteSource source, ImagingLimits limits, CancellationToken cancellationToken)
    {
        using ByteWindow window = new(source);
        WarningList warnings = new();
        return PngHeader.Read(window, limits, warnings, cancellationToken, out PngHeader header) is { } refusal ? refusal : PngPixels.Read(window, header, limits, cancellationToken);
    }
}
