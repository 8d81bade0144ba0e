namespace MedAgg.Imaging.Facts;

/// <summary>The header of a NIfTI-1, NIfTI-2 or ANALYZE 7.5 file, as written. Coordinates are RAS+ millimetres.</summary>
public sealed record NiftiFacts
{
    /// <summary>1 or 2; 0 for ANALYZE 7.5.</summary>
    public required int Version { get; init; }

    /// <summary>dim[0..7] as written: axis count, then voxels along each axis.</summary>
    public required IReadOnlyList<long> Dim { get; init; }

    /// <summary>pixdim[0..7] as written: qfac, then spacing along each axis in the units of <see cref="XyztUnits"/>.</summary>
    public required IReadOnlyList<double> PixDim { get; init; }

    /// <summary>Data type code, for example 4 = int16, 16 = float32.</summary>
    public required int DataType { get; init; }

    /// <summary>Bits of one voxel.</summary>
    public required int BitPix { get; init; }

    public int QformCode { get; init; }

    public int SformCode { get; init; }

    /// <summary>Three rows of four: voxel index to millimetres, by sform, else qform, else spacing alone with the volume's center as origin.</summary>
    public required IReadOnlyList<double> Affine { get; init; }

    /// <summary>Axis letters of the voxel axes, for example <c>LAS</c>; null when the affine is singular.</summary>
    public string? AxisCodes { get; init; }

    /// <summary>scl_slope as written; 0 means "no scaling".</summary>
    public double Slope { get; init; }

    public double Intercept { get; init; }

    /// <summary>Bytes from the file's (or the .img file's) start to the first voxel.</summary>
    public long VoxOffset { get; init; }

    public int IntentCode { get; init; }

    public int XyztUnits { get; init; }

    public double CalMin { get; init; }

    public double CalMax { get; init; }

    /// <summary>Free text of the writer; may hold an identity.</summary>
    public string? Description { get; init; }

    public string? AuxFile { get; init; }

    public string? IntentName { get; init; }

    public ByteOrder ByteOrder { get; init; }

    /// <summary>True when the voxels lie in a separate .img file.</summary>
    public bool IsPair { get; init; }

    /// <summary>True when the file is gzipped.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>NIfTI extensions found behind the header: code and bytes of each.</summary>
    public IReadOnlyList<NiftiExtension> Extensions { get; init; } = [];
}

/// <summary>One NIfTI header extension.</summary>
/// <param name="Code">Registered code: 2 DICOM, 4 AFNI, 6 comment …</param>
/// <param name="SizeBytes">Size with its 8 bytes of head.</param>
public readonly record struct NiftiExtension(int Code, int SizeBytes);
