namespace MedAgg.Imaging.Facts;

/// <summary>Millimetres between pixel centers: down a column (from row to row), along a row (from column to column), between slices.</summary>
/// <param name="Row">Distance between rows.</param>
/// <param name="Column">Distance between columns.</param>
/// <param name="Slice">Distance between slices; null for a single plane or when the file does not say.</param>
public readonly record struct SpacingMm(double Row, double Column, double? Slice);

/// <summary>Byte order of stored values.</summary>
public enum ByteOrder
{
    LittleEndian,
    BigEndian,
}

/// <summary>What an image file says about its pixels. Zero or null where the file does not say.</summary>
public sealed record ImageFacts
{
    /// <summary>Format.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Pixels along a row. DICOM (0028,0011), NIfTI dim[1]; 0 when absent.</summary>
    public int Columns { get; init; }

    /// <summary>Pixels along a column. DICOM (0028,0010), NIfTI dim[2]; 0 when absent.</summary>
    public int Rows { get; init; }

    /// <summary>Planes of a volume: NIfTI dim[3], NRRD and MetaImage third axis; 1 for a plane.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>Frames of a multi-frame file: DICOM (0028,0008), TIFF pages, GIF pictures; 1 for one.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>Volumes in time: NIfTI dim[4] times the axes above it; 1 for one.</summary>
    public int TimePoints { get; init; } = 1;

    /// <summary>Values of one pixel: 1 grey or palette, 3 colour, 4 with alpha or CMYK. DICOM (0028,0002).</summary>
    public int SamplesPerPixel { get; init; } = 1;

    /// <summary>Bits that one sample takes in the file; 0 when unknown.</summary>
    public int BitsAllocated { get; init; }

    /// <summary>Bits of one sample that carry the value; 0 when unknown.</summary>
    public int BitsStored { get; init; }

    /// <summary>True when stored integers are two's complement.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True when samples are floating point.</summary>
    public bool IsFloat { get; init; }

    /// <summary>DICOM (0028,0004) as written; for other formats one of its terms (MONOCHROME2, RGB, PALETTE COLOR, YBR_FULL_422, CMYK); null when unknown.</summary>
    public string? Photometric { get; init; }

    /// <summary>Spacing, where the file gives millimetres. A spacing that is zero, negative or not finite is absent here and warned about.</summary>
    public SpacingMm? Spacing { get; init; }

    /// <summary>True when the pixels went through lossy compression: by DICOM (0028,2110), transfer syntax, or format. Null when unknown.</summary>
    public bool? IsLossy { get; init; }

    /// <summary>DICOM transfer syntax UID; null for other formats and for DICOM without file meta information.</summary>
    public string? TransferSyntax { get; init; }

    /// <summary>Byte order of the stored samples.</summary>
    public ByteOrder ByteOrder { get; init; }

    /// <summary>EXIF orientation 1…8 (JPEG, TIFF, PNG, WebP); null when the file does not say.</summary>
    public int? ExifOrientation { get; init; }

    /// <summary>What a DICOM file says beyond its pixels.</summary>
    public DicomFacts? Dicom { get; init; }

    /// <summary>What a NIfTI or ANALYZE header says beyond its pixels.</summary>
    public NiftiFacts? Nifti { get; init; }

    /// <summary>Short name for people: <c>512 × 512 × 24</c> without units.</summary>
    public string Extent() => string.Join(" × ", new[] { Columns, Rows, Math.Max(Slices, Frames), TimePoints }.Where((n, i) => i < 2 || n > 1));
}
