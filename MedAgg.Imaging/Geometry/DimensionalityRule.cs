using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Geometry;

/// <summary>Chart 4 of the dashboard: 2D image, 2D multi-view series, 3D volume, 4D, multi-frame cine, whole-slide image.</summary>
internal static class DimensionalityRule
{
    private const string BreastTomosynthesis = "1.2.840.10008.5.1.4.1.1.13.1.3";
    private const string WholeSlide = "1.2.840.10008.5.1.4.1.1.77.1.6";

    /// <summary>Modalities whose files are views, never slices.</summary>
    private static readonly HashSet<string> Projections = new(StringComparer.Ordinal) { "MG", "DX", "CR", "RG", "IO", "PX", "XC", "ES", "OP", "GM", "DG", "RTIMAGE" };

    public static Dimensionality Judge(IReadOnlyList<SliceFacts> images, IReadOnlyList<SeriesVolume> volumes)
    {
        if (images.Count == 0)
            return Dimensionality.Unknown;
        if (images.Any(s => s.SopClassUid == WholeSlide || (s.Modality == "SM" && s.Frames > 1)))
            return Dimensionality.WholeSlide;
        if (volumes.Any(v => v.TimePoints > 1) || images.Any(s => s.Alone is Dimensionality.Volume4D || (s.Slices >= 3 && s.TimePoints > 1)))
            return Dimensionality.Volume4D;
        if (volumes.Count > 0 || images.Any(IsVolumeFile))
            return Dimensionality.Volume3D;
        if (images.All(s => s.Kind == FileKind.Other))
            return Dimensionality.Image2D; // arrays of separate images, not frames in time
        if (images.Any(IsCine))
            return Dimensionality.Cine;
        return images.Count == 1 && images[0].Slices * (long)images[0].TimePoints * images[0].Frames == 1 ? Dimensionality.Image2D : Dimensionality.MultiView2D;
    }

    /// <summary>Projections never stack, whatever their positions say, nor do single ultrasound pictures; tomosynthesis does.</summary>
    public static bool MayStack(SliceFacts slice) =>
        slice.SopClassUid == BreastTomosynthesis || slice.Modality is null || !(Projections.Contains(slice.Modality) || (slice.Modality == "US" && slice.Frames == 1));

    /// <summary>One file that is a volume by itself: NIfTI, NRRD, MetaImage with three slices; tomosynthesis by its class.</summary>
    private static bool IsVolumeFile(SliceFacts slice) =>
        slice.Alone is Dimensionality.Volume3D
        || (slice.Kind is not (FileKind.Dicom or FileKind.DicomGz or FileKind.Tiff or FileKind.Gif) ? slice.Slices >= 3 : slice.SopClassUid == BreastTomosynthesis && slice.Frames >= 3);

    /// <summary>Frames of which nothing says that they lie apart; frames in several directions or at two places are views.</summary>
    private static bool IsCine(SliceFacts slice)
    {
        if (slice.Frames <= 1)
            return false;
        if (slice.Alone is { } alone)
            return alone is Dimensionality.Cine;
        IReadOnlyList<DicomFrame> frames = slice.FrameGeometry;
        return frames.Count == 0 || frames.All(f => IsSame(f.Position, frames[0].Position, SliceStacker.SamePositionMm) && IsSame(f.Orientation, frames[0].Orientation, SliceStacker.CosineTolerance));
    }

    private static bool IsSame(IReadOnlyList<double> a, IReadOnlyList<double> b, double tolerance) => a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= tolerance);
}
