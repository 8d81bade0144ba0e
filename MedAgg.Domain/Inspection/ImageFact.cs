namespace MedAgg.Domain.Inspection;

/// <summary>
/// What is known of one image file of a version: a row of the table that every dashboard counts.
/// Null means "the file does not say", and screens show it as unknown. Written by binary COPY.
/// </summary>
public sealed record ImageFact
{
    public long Id { get; init; }

    public required long VersionId { get; init; }

    public required long FileId { get; init; }

    /// <summary>Patient, study and series in the words of the file, or keys made from its path; null when unknown.</summary>
    public string? PatientKey { get; init; }

    public string? StudyKey { get; init; }

    public string? SeriesKey { get; init; }

    /// <summary>SOP Instance UID.</summary>
    public string? InstanceUid { get; init; }

    public int? InstanceNumber { get; init; }

    public int? AcquisitionNumber { get; init; }

    /// <summary>SOP Class UID.</summary>
    public string? SopClassUid { get; init; }

    /// <summary>DICOM Image Type (0008,0008), all values.</summary>
    public IReadOnlyList<string> ImageType { get; init; } = [];

    /// <summary>Taxonomy id of the modality.</summary>
    public string? Modality { get; init; }

    /// <summary>Modality in the words of the file, for example <c>CT</c>.</summary>
    public string? ModalityRaw { get; init; }

    /// <summary>Taxonomy id of the anatomical area.</summary>
    public string? Area { get; init; }

    /// <summary>Area in the words of the file, for example <c>CHEST_TO_PELVIS</c>.</summary>
    public string? AreaRaw { get; init; }

    /// <summary>L, R, B (both) or U (unpaired).</summary>
    public string? Laterality { get; init; }

    /// <summary>View position, for example MLO or PA.</summary>
    public string? View { get; init; }

    public Dimensionality Dimensionality { get; init; }

    /// <summary>Pixels along x.</summary>
    public int? Columns { get; init; }

    /// <summary>Pixels along y.</summary>
    public int? Rows { get; init; }

    /// <summary>Voxels along z inside this file; null for a 2D image.</summary>
    public int? Slices { get; init; }

    /// <summary>Frames of a multi-frame file.</summary>
    public int? Frames { get; init; }

    /// <summary>Volumes in time inside this file: NIfTI's fourth axis and above; null for one.</summary>
    public int? TimePoints { get; init; }

    /// <summary>Six direction cosines, row then column, LPS (0020,0037); null when the file does not say. With the position it makes volumes of slices.</summary>
    public double[]? Orientation { get; init; }

    /// <summary>Millimetres of the first pixel's center, LPS (0020,0032); null when the file does not say.</summary>
    public double[]? PositionMm { get; init; }

    public int? SamplesPerPixel { get; init; }

    public int? BitsAllocated { get; init; }

    public int? BitsStored { get; init; }

    public bool? IsSigned { get; init; }

    public string? Photometric { get; init; }

    /// <summary>Millimetres between rows (vertical), from PixelSpacing, else ImagerPixelSpacing.</summary>
    public double? SpacingRowMm { get; init; }

    /// <summary>Millimetres between columns (horizontal).</summary>
    public double? SpacingColumnMm { get; init; }

    /// <summary>Millimetres between slices.</summary>
    public double? SpacingSliceMm { get; init; }

    public double? SliceThicknessMm { get; init; }

    /// <summary>M, F or O.</summary>
    public string? Sex { get; init; }

    /// <summary>Age at the study in years.</summary>
    public double? AgeYears { get; init; }

    public string? Manufacturer { get; init; }

    public string? Model { get; init; }

    public DateOnly? StudyDate { get; init; }

    public string? TransferSyntax { get; init; }

    public bool? IsLossy { get; init; }

    /// <summary>Partition given by the source (folder or table): train, val, test.</summary>
    public string? Split { get; init; }

    /// <summary>Labels as <c>name=value</c>, given by folder names or joined tables.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How modality, area and dimensionality were found: JSON array of {what, value, confidence, rule}.</summary>
    public string? EvidenceJson { get; init; }
}
