using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Geometry;

/// <summary>Chart 4 of the dashboard: 2D image, 2D multi-view series, 3D volume, 4D, multi-frame cine, whole-slide image.</summary>
internal static class DimensionalityRule
{
    private const string BreastTomosynthesis = "1.2.840.10008.5.1.4.1.1.13.1.3";

    /// <summary>Whole slide microscopy, and its old tiled secondary capture relatives do not count.</summary>
    private const string WholeSlide = "1.2.840.10008.5.1.4.1.1.77.1.6";

    /// <summary>Modalities whose frames or files are views, never slices.</summary>
    private static readonly HashSet<string> Projections = new(StringComparer.Ordinal) { "MG", "DX", "CR", "RG", "IO", "PX", "XC", "ES", "OP", "GM", "DG", "RTIMAGE" };

    /// <summary>Modalities whose frames run in time.</summary>
    private static readonly HashSet<string> Cines = new(StringComparer.Ordinal) { "US", "XA", "RF", "IVUS", "ES", "XC", "OT", "SC", "GM", "OP" };

    public static Dimensionality Judge(IReadOnlyList<SliceFacts> images, IReadOnlyList<SeriesVolume> volumes)
    {
        if (images.Count == 0)
            return Dimensionality.Unknown;
        if (images.Any(s => s.SopClassUid == WholeSlide || (s.Modality == "SM" && s.Frames > 1)))
            return Dimensionality.WholeSlide;
        if (volumes.Any(v => v.TimePoints > 1) || images.Any(s => (s.Slices >= 3 && s.TimePoints > 1) || (s.FrameStack?.TimesEach > 1 && MayStack(s))))
            return Dimensionality.Volume4D;
        if (volumes.Count > 0 || images.Any(IsVolumeFile))
            return Dimensionality.Volume3D;
        if (images.All(s => s.Kind == FileKind.Other))
            return Dimensionality.Image2D; // arrays of separate images, not frames in time
        if (images.Any(s => s.Frames > 1))
            return Dimensionality.Cine;
        return images.Count == 1 && images[0].Slices * (long)images[0].TimePoints == 1 ? Dimensionality.Image2D : Dimensionality.MultiView2D;
    }

    /// <summary>Projections never stack, whatever their positions say.</summary>
    public static bool MayStack(SliceFacts slice) => slice.Modality is null || !(Projections.Contains(slice.Modality) || slice.Modality == "US");

    /// <summary>One file that is a volume by itself: NIfTI, NRRD, MetaImage with three slices; tomosynthesis; frames of a slice-making modality.</summary>
    private static bool IsVolumeFile(SliceFacts slice)
    {
        if (slice.Kind is not (FileKind.Dicom or FileKind.DicomGz))
            return slice.Slices >= 3;
        if (slice.SopClassUid == BreastTomosynthesis)
            return slice.Frames >= 3;
        if (slice.FrameStack is not null)
            return MayStack(slice);
        return slice.Frames >= 3 && slice.Modality is not null && !Projections.Contains(slice.Modality) && !Cines.Contains(slice.Modality);
    }
}
