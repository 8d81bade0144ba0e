using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Geometry;

/// <summary>One slice in space: a single-frame file, or a frame of a multi-frame one.</summary>
/// <param name="File">The file.</param>
/// <param name="Frame">From 0.</param>
/// <param name="Orientation">Six cosines, LPS.</param>
/// <param name="Position">Three millimetre coordinates, LPS.</param>
/// <param name="Temporal">Its place in time, where the file says.</param>
internal sealed record Plane(SliceFacts File, int Frame, IReadOnlyList<double> Orientation, IReadOnlyList<double> Position, int? Temporal)
{
    /// <summary>The planes of a file that may stack; none when it does not say where they lie.</summary>
    public static IEnumerable<Plane> Of(SliceFacts file)
    {
        if (file.Kind is not (FileKind.Dicom or FileKind.DicomGz) || file.Rows <= 0 || !DimensionalityRule.MayStack(file))
            return [];
        if (file.FrameGeometry.Count > 0)
            return file.FrameGeometry.Select((frame, i) => new Plane(file, i, frame.Orientation, frame.Position, frame.TemporalPosition ?? file.TemporalPosition));
        return file is { Frames: 1, Orientation: { } orientation, Position: { } position } ? [new Plane(file, 0, orientation, position, file.TemporalPosition)] : [];
    }
}
