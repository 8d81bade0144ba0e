using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Positions and directions of the frames of an enhanced multi-frame image, out of the functional groups (PS3.3 section C.7.6.16.2).</summary>
internal static class FrameGeometryReader
{
    private const ushort InFrame = 1;
    private const ushort InGroup = 2;

    /// <summary>One entry a frame; empty when there are no functional groups or a frame has no place.</summary>
    public static IReadOnlyList<DicomFrame> Read(DicomDataSet set, DicomValues values, int frames, ImagingLimits limits)
    {
        if (frames < 1 || frames > limits.MaxDicomFrames || !set.TryFind(DicomTag.PerFrameFunctionalGroups, out DicomElement perFrame))
            return [];
        double[]? shared = set.TryFind(DicomTag.SharedFunctionalGroups, out DicomElement all) ? Shared(set, values, all) : null;
        List<DicomFrame> found = [];
        double[]? position = null;
        double[]? orientation = shared;
        bool isInside = false;
        foreach (ref readonly DicomElement element in Inside(set, perFrame))
        {
            if (element.Depth == InFrame && element.Tag == DicomTag.Item)
            {
                if (isInside && !Keep(found, position, orientation))
                    return [];
                (isInside, position, orientation) = (true, null, shared);
            }
            else if (element.Depth == InGroup && element.Tag == DicomTag.ImagePositionPatient)
            {
                position = values.Doubles(element);
            }
            else if (element.Depth == InGroup && element.Tag == DicomTag.ImageOrientationPatient)
            {
                orientation = values.Doubles(element);
            }
        }
        return isInside && Keep(found, position, orientation) && found.Count == frames ? found : [];
    }

    private static bool Keep(List<DicomFrame> found, double[]? position, double[]? orientation)
    {
        if (position is not { Length: 3 } || orientation is not { Length: 6 })
            return false;
        found.Add(new DicomFrame(position, orientation));
        return true;
    }

    private static double[]? Shared(DicomDataSet set, DicomValues values, in DicomElement sequence)
    {
        foreach (ref readonly DicomElement element in Inside(set, sequence))
        {
            if (element.Depth == InGroup && element.Tag == DicomTag.ImageOrientationPatient)
                return values.Doubles(element);
        }
        return null;
    }

    /// <summary>Nested elements that lie between this top-level sequence and the next top-level element.</summary>
    private static ReadOnlySpan<DicomElement> Inside(DicomDataSet set, in DicomElement sequence)
    {
        long end = long.MaxValue;
        foreach (ref readonly DicomElement element in set.Top)
        {
            if (element.Offset > sequence.Offset && element.Offset < end)
                end = element.Offset;
        }
        ReadOnlySpan<DicomElement> nested = set.Nested;
        int first = 0;
        while (first < nested.Length && nested[first].Offset < sequence.Offset)
            first++;
        int last = first;
        while (last < nested.Length && nested[last].Offset < end)
            last++;
        return nested[first..last];
    }
}
