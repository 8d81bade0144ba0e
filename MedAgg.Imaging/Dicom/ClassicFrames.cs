using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Frames of multi-frame files that were there before functional groups and tell their places in other words.</summary>
internal static class ClassicFrames
{
    public static IReadOnlyList<DicomFrame> Read(DicomDataSet set, DicomValues values, int frames) =>
        set.TryFind(DicomTag.GridFrameOffsetVector, out DicomElement offsets) ? Dose(values, values.Doubles(offsets, frames), frames)
        : set.TryFind(DicomTag.DetectorInformation, out DicomElement detector) ? Reconstruction(set, values, detector, frames)
        : [];

    /// <summary>Offsets along the normal from ImagePositionPatient when the first one is zero, else patient coordinates (PS3.3 section C.8.8.3.2).</summary>
    private static IReadOnlyList<DicomFrame> Dose(DicomValues values, double[] offsets, int frames)
    {
        if (offsets.Length != frames || values.Vector(DicomTag.ImagePositionPatient, 3) is not { } origin || values.Vector(DicomTag.ImageOrientationPatient, 6) is not { } o)
            return [];
        double[] normal = Normal(o);
        bool isAbsolute = offsets[0] != 0;
        // Coordinates are only defined for grids that lie straight in the patient; the first frame then is where the position says.
        return [.. offsets.Select(offset => Along(origin, normal, isAbsolute ? offset - offsets[0] : offset, o))];
    }

    /// <summary>Slices of a reconstructed tomogram: place of the first one, and SpacingBetweenSlices along the normal by SliceVector (0054,0080).</summary>
    private static IReadOnlyList<DicomFrame> Reconstruction(DicomDataSet set, DicomValues values, in DicomElement detector, int frames)
    {
        if (!values.Texts(DicomTag.ImageType).Any(t => t.StartsWith("RECON", StringComparison.Ordinal)) || values.Double(DicomTag.SpacingBetweenSlices) is not { } step || step == 0)
            return [];
        FrameGroups place = new();
        foreach (ref readonly DicomElement element in set.Inside(detector))
        {
            if (element.Depth == 1 && element.Tag is DicomTag.ImagePositionPatient or DicomTag.ImageOrientationPatient)
                place = place.With(element, values);
        }
        double[] slices = values.Doubles(DicomTag.SliceVector, frames);
        if (place.Position is not { Length: 3 } origin || place.Orientation is not { Length: 6 } o || slices.Length != frames)
            return [];
        double[] normal = Normal(o);
        return [.. slices.Select(slice => Along(origin, normal, (slice - 1) * step, o))];
    }

    private static DicomFrame Along(double[] origin, double[] normal, double distance, double[] orientation) =>
        new([origin[0] + (normal[0] * distance), origin[1] + (normal[1] * distance), origin[2] + (normal[2] * distance)], orientation);

    private static double[] Normal(double[] o) => [(o[1] * o[5]) - (o[2] * o[4]), (o[2] * o[3]) - (o[0] * o[5]), (o[0] * o[4]) - (o[1] * o[3])];
}
