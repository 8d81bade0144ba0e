namespace MedAgg.Imaging.Facts;

/// <summary>Where one frame of an enhanced multi-frame image lies (PS3.3 section C.7.6.16), LPS.</summary>
/// <param name="Position">Millimetres of the center of its first pixel: PlanePositionSequence (0020,9113).</param>
/// <param name="Orientation">Row and column cosines: PlaneOrientationSequence (0020,9116), of the frame or shared by all.</param>
public sealed record DicomFrame(IReadOnlyList<double> Position, IReadOnlyList<double> Orientation);
