namespace MedAgg.Imaging.Facts;

/// <summary>What ingestion keeps of a DICOM data set. Text is decoded by its character set and trimmed of padding; null = absent, empty = present without value.</summary>
public sealed record DicomFacts
{
    public string? PatientId { get; init; }

    /// <summary>(0010,0040) as written: M, F, O or anything.</summary>
    public string? PatientSex { get; init; }

    /// <summary>(0010,1010) as written, <c>nnnD</c>, <c>nnnW</c>, <c>nnnM</c> or <c>nnnY</c>.</summary>
    public string? PatientAge { get; init; }

    /// <summary>(0010,0030) as written, <c>YYYYMMDD</c>.</summary>
    public string? PatientBirthDate { get; init; }

    public string? StudyInstanceUid { get; init; }

    public string? SeriesInstanceUid { get; init; }

    public string? SopInstanceUid { get; init; }

    public string? SopClassUid { get; init; }

    public string? FrameOfReferenceUid { get; init; }

    /// <summary>(0008,0020) as written, <c>YYYYMMDD</c>.</summary>
    public string? StudyDate { get; init; }

    public string? SeriesDate { get; init; }

    public string? AcquisitionDate { get; init; }

    /// <summary>(0008,0032) as written, <c>HHMMSS.FFFFFF</c>.</summary>
    public string? AcquisitionTime { get; init; }

    public string? ContentDate { get; init; }

    public string? AccessionNumber { get; init; }

    public int? SeriesNumber { get; init; }

    public int? InstanceNumber { get; init; }

    public int? AcquisitionNumber { get; init; }

    public int? TemporalPositionIdentifier { get; init; }

    public string? Modality { get; init; }

    public string? BodyPartExamined { get; init; }

    /// <summary>(0020,0060), series level.</summary>
    public string? Laterality { get; init; }

    /// <summary>(0020,0062), image level.</summary>
    public string? ImageLaterality { get; init; }

    public string? ViewPosition { get; init; }

    /// <summary>(0008,0100) of the first item of ViewCodeSequence (0054,0220), for example <c>399162004</c> or <c>R-10242</c>; null when absent.</summary>
    public string? ViewCode { get; init; }

    /// <summary>(0008,0104) of the same item, for example <c>cranio-caudal</c>; null when absent.</summary>
    public string? ViewMeaning { get; init; }

    /// <summary>(0020,9072), of the first frame that says it; null when absent. Enhanced files state the side nowhere else.</summary>
    public string? FrameLaterality { get; init; }

    /// <summary>(0020,0020) with its backslash.</summary>
    public string? PatientOrientation { get; init; }

    public string? PatientPosition { get; init; }

    public string? Manufacturer { get; init; }

    public string? ManufacturerModelName { get; init; }

    public string? InstitutionName { get; init; }

    public string? SeriesDescription { get; init; }

    public string? StudyDescription { get; init; }

    public string? ProtocolName { get; init; }

    public string? SequenceName { get; init; }

    public string? ContrastBolusAgent { get; init; }

    /// <summary>(0008,0008); empty when absent.</summary>
    public IReadOnlyList<string> ImageType { get; init; } = [];

    /// <summary>Six direction cosines, row then column, LPS; null when absent or not six finite numbers.</summary>
    public IReadOnlyList<double>? ImageOrientationPatient { get; init; }

    /// <summary>Three millimetre coordinates of the first pixel's center, LPS; null when absent or not three finite numbers.</summary>
    public IReadOnlyList<double>? ImagePositionPatient { get; init; }

    /// <summary>Row then column spacing in millimetres, as written; null when absent or not two finite numbers.</summary>
    public IReadOnlyList<double>? PixelSpacing { get; init; }

    /// <summary>The same at the detector plane.</summary>
    public IReadOnlyList<double>? ImagerPixelSpacing { get; init; }

    /// <summary>Millimetres.</summary>
    public double? SliceThickness { get; init; }

    /// <summary>Millimetres.</summary>
    public double? SpacingBetweenSlices { get; init; }

    /// <summary>Millimetres.</summary>
    public double? SliceLocation { get; init; }

    public double? RescaleSlope { get; init; }

    public double? RescaleIntercept { get; init; }

    /// <summary>(0028,1054), for example HU.</summary>
    public string? RescaleType { get; init; }

    /// <summary>(0028,1050); empty when absent.</summary>
    public IReadOnlyList<double> WindowCenter { get; init; } = [];

    /// <summary>(0028,1051); empty when absent.</summary>
    public IReadOnlyList<double> WindowWidth { get; init; } = [];

    /// <summary>(0028,1055): a name for each window, for example LUNG; empty when absent.</summary>
    public IReadOnlyList<string> WindowExplanation { get; init; } = [];

    /// <summary>(0028,1056): LINEAR, LINEAR_EXACT or SIGMOID; null when absent, which means LINEAR (PS3.3 section C.11.2.1.3).</summary>
    public string? VoiLutFunction { get; init; }

    /// <summary>True when there is a Modality or VOI LUT Sequence; drawing reads it then.</summary>
    public bool HasLookupTables { get; init; }

    /// <summary>Peak kilovoltage.</summary>
    public double? Kvp { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? RepetitionTime { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? EchoTime { get; init; }

    /// <summary>(0018,1060), milliseconds.</summary>
    public double? TriggerTime { get; init; }

    /// <summary>(0018,9087), s/mm².</summary>
    public double? DiffusionBValue { get; init; }

    /// <summary>Tesla.</summary>
    public double? MagneticFieldStrength { get; init; }

    /// <summary>(0028,0301) YES or NO; null when absent.</summary>
    public string? BurnedInAnnotation { get; init; }

    /// <summary>(0028,0303).</summary>
    public string? LongitudinalTemporalInformationModified { get; init; }

    /// <summary>(0012,0062) YES or NO.</summary>
    public string? PatientIdentityRemoved { get; init; }

    /// <summary>(0012,0063).</summary>
    public string? DeidentificationMethod { get; init; }

    /// <summary>(0028,2110): 00 or 01.</summary>
    public string? LossyImageCompression { get; init; }

    /// <summary>(0028,2112); empty when absent.</summary>
    public IReadOnlyList<double> LossyImageCompressionRatio { get; init; } = [];

    /// <summary>(0028,0008) as written; null when absent.</summary>
    public int? NumberOfFrames { get; init; }

    /// <summary>Where each frame of an enhanced multi-frame image lies; empty for others, and when a frame does not say.</summary>
    public IReadOnlyList<DicomFrame> FrameGeometry { get; init; } = [];

    /// <summary>(0008,0005) with backslashes; null when absent.</summary>
    public string? SpecificCharacterSet { get; init; }

    /// <summary>Set when undeclared 8-bit text was read by a guess: <c>windows-1251</c>, <c>koi8-r</c>, <c>cp866</c>; null otherwise.</summary>
    public string? GuessedCharacterSet { get; init; }

    /// <summary>True when PatientName holds more than an empty value. The name itself is never kept.</summary>
    public bool HasPatientName { get; init; }

    /// <summary>Elements of the data set itself, outside sequences, pixel data included, file meta information not.</summary>
    public int TopLevelElements { get; init; }

    /// <summary>Private elements (odd groups) among them.</summary>
    public int PrivateElements { get; init; }

    /// <summary>True when there is pixel data of any type (7FE0,0008), (7FE0,0009) or (7FE0,0010).</summary>
    public bool HasPixelData { get; init; }

    /// <summary>True when the file starts with 128 bytes and DICM.</summary>
    public bool HasPreamble { get; init; }

    /// <summary>True when group 0002 elements were found.</summary>
    public bool HasFileMeta { get; init; }

    /// <summary>Records of a DICOMDIR; 0 for other files.</summary>
    public int DirectoryRecords { get; init; }
}
