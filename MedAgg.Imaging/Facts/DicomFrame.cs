namespace MedAgg.Imaging.Facts;

/// <summary>Where one frame of a multi-frame image lies (PS3.3 section C.7.6.16), LPS.</summary>
/// <param name="Position">Millimetres of the center of its first pixel: PlanePositionSequence (0020,9113).</param>
/// <param name="Orientation">Row and column cosines: PlaneOrientationSequence (0020,9116), of the frame or shared by all.</param>
public sealed record DicomFrame(IReadOnlyList<double> Position, IReadOnlyList<double> Orientation)
{
    /// <summary>(0020,9128) of FrameContentSequence, from 1; null when the file has no time axis.</summary>
    public int? TemporalPosition { get; init; }

    /// <summary>Row then column spacing in millimetres: PixelMeasuresSequence (0028,9110), of the frame or shared by all; null when neither says.</summary>
    public IReadOnlyList<double>? PixelSpacing { get; init; }

    /// <summary>(0028,1053) of PixelValueTransformationSequence (0028,9145), of the frame or shared by all; null when neither says.</summary>
    public double? RescaleSlope { get; init; }

    /// <summary>(0028,1052) beside it.</summary>
    public double? RescaleIntercept { get; init; }

    /// <summary>(0028,1050) of FrameVOILUTSequence (0028,9132), of the frame or shared by all; null when neither says.</summary>
    public double? WindowCenter { get; init; }

    /// <summary>(0028,1051) beside it.</summary>
    public double? WindowWidth { get; init; }
}
