using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Dicom;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;
using MedAgg.Imaging.Raster;
using MedAgg.Imaging.Rendering;
using MedAgg.Imaging.Tiff;

namespace MedAgg.Imaging;

/// <summary>Small pictures of any readable file.</summary>
public static class Preview
{
    private const int MostSide = 16_384;

    /// <summary>Draws one plane: rescaled, by the file's VOI window or else its 1st to 99th percentile, MONOCHROME1 inverted, the middle slice of a volume.</summary>
    /// <param name="source">The bytes that were inspected.</param>
    /// <param name="reading">What was read of them.</param>
    /// <param name="maxSide">Longest side in pixels, 1 … 16,384; smaller pictures keep their size.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static Reading<DisplayImage> Render(
        ByteSource source, FileReading reading, int maxSide, ImagingLimits limits, CancellationToken cancellationToken) =>
        Render(source, reading, PreviewOptions.Default with { MaxSide = maxSide }, limits, null, cancellationToken);

    /// <summary>The same with a chosen frame and window, for viewers, and with siblings for detached voxel files.</summary>
    public static Reading<DisplayImage> Render(
        ByteSource source, FileReading reading, PreviewOptions options, ImagingLimits limits, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        if (reading.Facts is not { } facts)
            return reading.Refusal ?? new Refusal(Codes.PixelsAbsent, "The file is no image.");
        int frame = options.Frame ?? ShownPlane(facts);
        Reading<PixelArray> pixels = ImageReaders.ReadPixels(source, reading, frame, limits, siblings, cancellationToken);
        if (!pixels.IsRead)
            return pixels.Refusal;
        cancellationToken.ThrowIfCancellationRequested();
        return Reading.Of(Draw(source, reading, pixels.Value, options with { Frame = frame }, limits, cancellationToken), pixels.Warnings);
    }

    /// <summary>Planes of a file that can be shown one by one: frames of a film, slices of a volume, pages of a TIFF.</summary>
    public static int Planes(ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Kind is FileKind.Dicom or FileKind.DicomGz or FileKind.Tiff ? facts.Frames : facts.Slices;
    }

    /// <summary>The plane that stands for a whole file: the middle one, of a GIF the first.</summary>
    public static int ShownPlane(ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Kind == FileKind.Gif ? 0 : Planes(facts) / 2;
    }

    /// <summary>Draws a plane that was read already.</summary>
    /// <param name="source">The bytes that were inspected; palettes and tables are read from them.</param>
    /// <param name="reading">What was read of them; it has facts.</param>
    /// <param name="pixels">Stored values of the plane: rows, columns, and channels where there are several.</param>
    /// <param name="options">Which plane it is (<see cref="ShownPlane"/> where nothing is said), window and size.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static DisplayImage Draw(
        ByteSource source, FileReading reading, PixelArray pixels, PreviewOptions options, ImagingLimits limits, CancellationToken cancellationToken)
    {
        ImageFacts facts = reading.Facts ?? throw new ArgumentException("What was read has no facts of an image.", nameof(reading));
        int frame = options.Frame ?? ShownPlane(facts);
        bool isColour = facts.SamplesPerPixel > 1;
        Palette? palette = isColour ? null : FindPalette(source, reading, frame, limits, cancellationToken);
        byte[] data = isColour ? ColourSpace.ToRgb(pixels, Photometric(facts), facts.BitsStored)
            : palette is not null ? palette.Map(pixels)
            : GreyScale.Map(pixels, WithTables(Mapping(facts, options, frame), source, reading, options, limits, cancellationToken));
        int rows = pixels.Shape[0];
        int columns = pixels.Shape[1];
        DisplayImage image = new(columns, rows, isColour || palette is not null ? 3 : 1, 8, data);
        image = PictureSize.Fit(image, Math.Clamp(options.MaxSide, 1, MostSide));
        image = PictureSize.Upright(image, facts.ExifOrientation ?? 1);
        // Radiological view: the patient's right on the left, front or head at the top.
        if (facts.Nifti?.AxisCodes is { } codes)
            image = PictureSize.Flip(image, codes[0] == 'R', codes[1] is 'A' or 'S');
        return image;
    }

    /// <summary>JPEG files and the component transforms of JPEG 2000 come out of their decoders as RGB; everything else is what it says.</summary>
    private static string? Photometric(ImageFacts facts) =>
        (facts.Kind == FileKind.Jpeg && facts.SamplesPerPixel == 3) || facts.Photometric is "YBR_ICT" or "YBR_RCT" ? "RGB" : facts.Photometric;

    private static GreyMapping Mapping(ImageFacts facts, PreviewOptions options, int frame)
    {
        bool isInverse = facts.Photometric == "MONOCHROME1";
        if (facts.Dicom is { } dicom)
        {
            DicomFrame? own = frame < dicom.FrameGeometry.Count ? dicom.FrameGeometry[frame] : null;
            double? slope = own?.RescaleSlope ?? dicom.RescaleSlope;
            double? center = own?.WindowCenter ?? (dicom.WindowCenter.Count > 0 ? dicom.WindowCenter[0] : null);
            double? width = own?.WindowWidth ?? (dicom.WindowWidth.Count > 0 ? dicom.WindowWidth[0] : null);
            DisplayWindow? window = center is { } c && width is > 0 and { } w ? new DisplayWindow(c, w) : null;
            return new GreyMapping(slope is null or 0 ? 1 : slope.Value, own?.RescaleIntercept ?? dicom.RescaleIntercept ?? 0, options.Window ?? window, isInverse ^ options.Invert, facts.IsFloat ? 0 : facts.BitsStored)
            {
                // A window that somebody has chosen is a plain one.
                Function = options.Window is not null ? VoiFunction.Linear : dicom.VoiLutFunction switch { "SIGMOID" => VoiFunction.Sigmoid, "LINEAR_EXACT" => VoiFunction.LinearExact, _ => VoiFunction.Linear },
            };
        }
        if (facts.Nifti is { } nifti)
        {
            bool isScaled = nifti.Slope != 0 && double.IsFinite(nifti.Slope) && double.IsFinite(nifti.Intercept);
            return new GreyMapping(isScaled ? nifti.Slope : 1, isScaled ? nifti.Intercept : 0, options.Window, options.Invert, 0);
        }
        // Pictures of up to 8 bits are shown as they are; deeper ones by percentiles.
        double most = facts.BitsStored is > 0 and <= 8 ? (1 << facts.BitsStored) - 1 : 0;
        DisplayWindow? whole = most > 0 && !facts.IsFloat ? new DisplayWindow((most / 2) + 0.5, most + 1) : null;
        return new GreyMapping(1, 0, options.Window ?? whole, isInverse ^ options.Invert, 0);
    }

    /// <summary>Adds the lookup tables of a DICOM file; a table stands before a window, as in the common viewers, and behind a window that was asked for.</summary>
    private static GreyMapping WithTables(GreyMapping mapping, ByteSource source, FileReading reading, PreviewOptions options, ImagingLimits limits, CancellationToken cancellationToken)
    {
        if (reading.Facts?.Dicom is not { HasLookupTables: true } dicom)
            return mapping;
        Reading<LutPair> found = DicomDoor.With<LutPair>(source, reading, limits, file =>
        {
            DicomValues values = new(file.Set);
            ValueLut? modality = LutReader.Read(file.Set, values, DicomTag.ModalityLutSequence, reading.Facts.IsSigned);
            bool isSigned = modality is null && (reading.Facts.IsSigned || dicom.RescaleIntercept < 0);
            return new LutPair(modality, LutReader.Read(file.Set, values, DicomTag.VoiLutSequence, isSigned));
        }, cancellationToken);
        return found.Value is not { } pair ? mapping : mapping with { ModalityLut = pair.Modality, VoiLut = options.Window is null ? pair.Voi : null };
    }

    private sealed record LutPair(ValueLut? Modality, ValueLut? Voi);

    private static Palette? FindPalette(ByteSource source, FileReading reading, int frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        if (reading.Facts!.Photometric != "PALETTE COLOR")
            return null;
        if (reading.Kind is FileKind.Dicom or FileKind.DicomGz)
        {
            Reading<Palette> found = DicomDoor.With<Palette>(source, reading, limits, file => PaletteReader.Read(file.Set, new DicomValues(file.Set)) is { } p
                ? new Palette(p.Tables[0], p.Tables[1], p.Tables[2], p.First)
                : new Refusal(Codes.DicomImageInvalid, "The palette cannot be read."), cancellationToken);
            return found.Value;
        }
        if (reading.Kind == FileKind.Gif)
            return GifPixels.Colours(source, cancellationToken) is { } table ? new Palette(Every(table, 0), Every(table, 1), Every(table, 2), 0) : null;
        if (reading.Kind == FileKind.Bmp)
            return BmpPixels.Colours(source) is { Length: > 0 } bmp ? new Palette(Every(bmp, 0), Every(bmp, 1), Every(bmp, 2), 0) : null;
        if (reading.Kind == FileKind.Tiff)
            return TiffPixels.Colours(source, frame, limits, cancellationToken) is { Length: > 0 } tiff ? new Palette(Every(tiff, 0), Every(tiff, 1), Every(tiff, 2), 0) : null;
        if (reading.Kind != FileKind.Png)
            return null;
        using ByteWindow window = new(source);
        if (PngHeader.Read(window, limits, new WarningList(), cancellationToken, out PngHeader header) is not null || header.Palette is not { } colours)
            return null;
        return new Palette(Every(colours, 0), Every(colours, 1), Every(colours, 2), 0);
    }

    private static byte[] Every(byte[] colours, int channel) => [.. Enumerable.Range(0, colours.Length / 3).Select(i => colours[(3 * i) + channel])];
}
