namespace MedAgg.Imaging.Dicom;

/// <summary>What the functional groups say of one frame, or of all of them.</summary>
internal readonly record struct FrameGroups(double[]? Position, double[]? Orientation, double[]? PixelSpacing, double? Slope, double? Intercept, double? WindowCenter, double? WindowWidth, int? Temporal)
{
    /// <summary>Takes an element that stands inside one of the group sequences.</summary>
    public FrameGroups With(in DicomElement element, DicomValues values) => element.Tag switch
    {
        DicomTag.ImagePositionPatient => this with { Position = values.Doubles(element) },
        DicomTag.ImageOrientationPatient => this with { Orientation = values.Doubles(element) },
        DicomTag.PixelSpacing => this with { PixelSpacing = values.Doubles(element) },
        DicomTag.RescaleSlope => this with { Slope = values.Number(element, 0) },
        DicomTag.RescaleIntercept => this with { Intercept = values.Number(element, 0) },
        DicomTag.WindowCenter => this with { WindowCenter = values.Number(element, 0) },
        DicomTag.WindowWidth => this with { WindowWidth = values.Number(element, 0) },
        DicomTag.TemporalPositionIndex => this with { Temporal = values.Number(element, 0) is { } at and >= 0 and < int.MaxValue ? (int)at : null },
        _ => this,
    };
}
