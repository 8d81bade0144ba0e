using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Geometry;

/// <summary>What grouping needs to know of one image file. Small, so that a whole dataset fits into memory.</summary>
public sealed record SliceFacts
{
    /// <summary>What the caller knows the file by; handed back in the groups.</summary>
    public required string Key { get; init; }

    public required FileKind Kind { get; init; }

    public string? PatientId { get; init; }

    public string? StudyInstanceUid { get; init; }

    public string? SeriesInstanceUid { get; init; }

    public string? SopInstanceUid { get; init; }

    public string? SopClassUid { get; init; }

    public string? Modality { get; init; }

    public int Columns { get; init; }

    public int Rows { get; init; }

    public int Slices { get; init; } = 1;

    public int Frames { get; init; } = 1;

    public int TimePoints { get; init; } = 1;

    public bool HasPixels { get; init; } = true;

    public int? InstanceNumber { get; init; }

    public int? AcquisitionNumber { get; init; }

    /// <summary>(0020,0100), else null.</summary>
    public int? TemporalPosition { get; init; }

    /// <summary>(0008,0032) as written.</summary>
    public string? AcquisitionTime { get; init; }

    /// <summary>(0018,1060): milliseconds behind the heart's beat.</summary>
    public double? TriggerTimeMs { get; init; }

    /// <summary>(0018,0081).</summary>
    public double? EchoTimeMs { get; init; }

    /// <summary>(0018,9087), s/mm².</summary>
    public double? DiffusionBValue { get; init; }

    /// <summary>(0008,0008) third value onwards may say LOCALIZER.</summary>
    public IReadOnlyList<string> ImageType { get; init; } = [];

    /// <summary>Six cosines, LPS; null when unknown.</summary>
    public IReadOnlyList<double>? Orientation { get; init; }

    /// <summary>Three millimetre coordinates, LPS; null when unknown.</summary>
    public IReadOnlyList<double>? Position { get; init; }

    /// <summary>Where each frame of a multi-frame file lies; empty for other files, and when the file does not say.</summary>
    public IReadOnlyList<DicomFrame> FrameGeometry { get; init; } = [];

    /// <summary>What a multi-frame file was found to be by itself, for callers that have not kept <see cref="FrameGeometry"/>; null when unknown.</summary>
    public Dimensionality? Alone { get; init; }

    public SpacingMm? Spacing { get; init; }

    /// <summary>Millimetres, (0018,0050).</summary>
    public double? SliceThickness { get; init; }

    /// <summary>Takes what is needed out of a reading's facts.</summary>
    /// <param name="key">What the caller knows the file by.</param>
    /// <param name="facts">Facts of any image format.</param>
    public static SliceFacts Of(string key, ImageFacts facts)
    {
        DicomFacts? dicom = facts.Dicom;
        return new SliceFacts
        {
            Key = key,
            Kind = facts.Kind,
            PatientId = dicom?.PatientId,
            StudyInstanceUid = dicom?.StudyInstanceUid,
            SeriesInstanceUid = dicom?.SeriesInstanceUid,
            SopInstanceUid = dicom?.SopInstanceUid,
            SopClassUid = dicom?.SopClassUid,
            Modality = dicom?.Modality,
            Columns = facts.Columns,
            Rows = facts.Rows,
            Slices = facts.Slices,
            Frames = facts.Frames,
            TimePoints = facts.TimePoints,
            HasPixels = dicom?.HasPixelData ?? true,
            InstanceNumber = dicom?.InstanceNumber,
            AcquisitionNumber = dicom?.AcquisitionNumber,
            TemporalPosition = dicom?.TemporalPositionIdentifier,
            AcquisitionTime = string.IsNullOrEmpty(dicom?.AcquisitionTime) ? null : dicom.AcquisitionTime,
            TriggerTimeMs = dicom?.TriggerTime,
            EchoTimeMs = dicom?.EchoTime,
            DiffusionBValue = dicom?.DiffusionBValue,
            ImageType = dicom?.ImageType ?? [],
            Orientation = dicom?.ImageOrientationPatient,
            Position = dicom?.ImagePositionPatient,
            FrameGeometry = dicom?.FrameGeometry ?? [],
            Spacing = facts.Spacing,
            SliceThickness = dicom?.SliceThickness,
        };
    }
}
