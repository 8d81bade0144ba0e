using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>
/// Positions and directions of the frames of a multi-frame image: out of the functional groups of enhanced files (PS3.3 section C.7.6.16.2), the grid offsets of
/// doses (C.8.8.3.2) or the slices of reconstructed nuclear medicine (C.8.4.11 and C.8.4.15).
/// </summary>
internal static class FrameGeometryReader
{
    private const ushort InFrame = 1;
    private const ushort InGroup = 2;

    /// <summary>One entry a frame; empty when a frame has no place.</summary>
    public static IReadOnlyList<DicomFrame> Read(DicomDataSet set, DicomValues values, int frames, ImagingLimits limits)
    {
        if (frames < 1 || frames > limits.MaxDicomFrames)
            return [];
        return set.TryFind(DicomTag.PerFrameFunctionalGroups, out DicomElement perFrame) ? Enhanced(set, values, perFrame, frames) : ClassicFrames.Read(set, values, frames);
    }

    private static List<DicomFrame> Enhanced(DicomDataSet set, DicomValues values, in DicomElement perFrame, int frames)
    {
        FrameGroups shared = new();
        if (set.TryFind(DicomTag.SharedFunctionalGroups, out DicomElement all))
        {
            foreach (ref readonly DicomElement element in set.Inside(all))
            {
                if (element.Depth == InGroup)
                    shared = shared.With(element, values);
            }
        }
        List<DicomFrame> found = [];
        FrameGroups frame = shared;
        bool isInside = false;
        foreach (ref readonly DicomElement element in set.Inside(perFrame))
        {
            if (element.Depth == InFrame && element.Tag == DicomTag.Item)
            {
                if (isInside && !Keep(found, frame))
                    return [];
                (isInside, frame) = (true, shared);
            }
            else if (element.Depth == InGroup)
            {
                frame = frame.With(element, values);
            }
        }
        return isInside && Keep(found, frame) && found.Count == frames ? found : [];
    }

    private static bool Keep(List<DicomFrame> found, in FrameGroups frame)
    {
        if (frame.Position is not { Length: 3 } position || frame.Orientation is not { Length: 6 } orientation)
            return false;
        found.Add(new DicomFrame(position, orientation)
        {
            TemporalPosition = frame.Temporal,
            PixelSpacing = frame.PixelSpacing is { Length: 2 } spacing ? spacing : null,
            RescaleSlope = frame.Slope,
            RescaleIntercept = frame.Intercept,
            WindowCenter = frame.WindowCenter,
            WindowWidth = frame.WindowWidth,
        });
        return true;
    }
}
