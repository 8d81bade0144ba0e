using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Volumes;

/// <summary>How a volume's voxels are packed.</summary>
internal enum VoxelPacking
{
    Raw,
    Gzip,
    Zlib,
    Bzip2,
    Text,
    Hex,
    Unknown,
}

/// <summary>What the text header of an NRRD or MetaImage file says.</summary>
internal sealed class VolumeHeader
{
    public required FileKind Kind { get; init; }

    /// <summary>Extents, fastest axis first.</summary>
    public long[] Sizes { get; set; } = [];

    public PixelType? Type { get; set; }

    public bool IsBigEndian { get; set; }

    public VoxelPacking Packing { get; set; }

    /// <summary>Millimetres along each axis where given; NaN where not.</summary>
    public double[] SpacingMm { get; set; } = [];

    /// <summary>Values of one voxel when the fastest axis is no space axis.</summary>
    public int Samples { get; set; } = 1;

    /// <summary>Name of the voxel file; null when voxels follow the header.</summary>
    public string? DataFile { get; set; }

    /// <summary>Lines of the voxel file that come before the voxels, behind <see cref="DataOffset"/> bytes.</summary>
    public int SkippedLines { get; set; }

    /// <summary>First byte of the voxels in their file; −1 means that they end with the file.</summary>
    public long DataOffset { get; set; }

    /// <summary>Bytes of all voxels; call after <see cref="Judge"/>.</summary>
    public long VoxelBytes => Sizes.Aggregate(1L, (product, size) => product * size) * Samples * Type!.Value.SizeBytes();

    /// <summary>A bare name can be looked up beside the header; everything else leads out of the data set.</summary>
    public static bool IsSibling(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', ':') < 0 && !name.Contains('%', StringComparison.Ordinal);

    /// <summary>True when the voxels are spread over several files, which are not read.</summary>
    public bool IsSpread => DataFile is { } name && (name == "LIST" || name.StartsWith("LIST ", StringComparison.Ordinal) || (name.Contains('%', StringComparison.Ordinal) && name.AsSpan().IndexOfAny('/', '\\', ':') < 0));

    /// <summary>True when values are turned round after reading; numbers in text have no byte order.</summary>
    public bool IsSwapped => IsBigEndian && Packing != VoxelPacking.Text;

    public Refusal? Judge(ImagingLimits limits)
    {
        if (Sizes.Length is < 1 or > 16 || Array.Exists(Sizes, s => s < 1))
            return new Refusal(Codes.VolumeMalformed, "The header names no usable extents.");
        Int128 voxels = Samples;
        foreach (long size in Sizes)
        {
            voxels *= size;
            if (voxels > limits.MaxVolumeVoxels)
                return new Refusal(Codes.VolumeTooLarge, $"The header claims more voxels than the limit of {limits.MaxVolumeVoxels}.");
        }
        return Type is null ? new Refusal(Codes.VolumeMalformed, "The header names no known voxel type.") : null;
    }

    public FileReading Reading(ByteWindow window, string path, OpenVoxels? open, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList warnings = new();
        Refusal? refusal = Judge(limits);
        ImageFacts? facts = refusal is null ? Facts() : null;
        if (refusal is null && IsSpread)
            warnings.Add(Codes.CodecUnsupported, "The voxels are spread over several files, which are not read; the header is.");
        else if (refusal is null && DataFile is not null && !IsSibling(DataFile))
            refusal = new Refusal(Codes.VolumeReferenceOutside, "The voxel file is named by a path, pattern or address; only a file beside the header is read.");
        if (refusal is null && SpacingMm.Any(s => !double.IsNaN(s) && (s <= 0 || !double.IsFinite(s))))
            warnings.Add(Codes.VolumeMalformed, "A voxel size is zero, negative or not finite.");
        if (refusal is null && !IsSpread)
            refusal = VoxelStream.Judge(this, window.Source, open, limits, warnings, cancellationToken);
        return new FileReading(path, window.Length, Kind) { Facts = facts, Refusal = refusal, Warnings = warnings.Items };
    }

    private ImageFacts Facts()
    {
        int Extent(int axis) => axis < Sizes.Length ? (int)Math.Min(Sizes[axis], int.MaxValue) : 1;
        double? Step(int axis) => axis < SpacingMm.Length && SpacingMm[axis] > 0 && double.IsFinite(SpacingMm[axis]) ? SpacingMm[axis] : null;
        int bits = Type!.Value.SizeBytes() * 8;
        return new ImageFacts
        {
            Kind = Kind,
            Columns = Extent(0),
            Rows = Extent(1),
            Slices = Extent(2),
            TimePoints = (int)Math.Min(Sizes.Skip(3).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue)), int.MaxValue),
            SamplesPerPixel = Samples,
            BitsAllocated = bits,
            BitsStored = bits,
            IsSigned = Type is PixelType.I8 or PixelType.I16 or PixelType.I32 or PixelType.I64,
            IsFloat = Type is PixelType.F32 or PixelType.F64,
            Photometric = Samples == 3 ? "RGB" : "MONOCHROME2",
            Spacing = Step(0) is { } column && Step(1) is { } row ? new SpacingMm(row, column, Step(2)) : null,
            IsLossy = null,
            ByteOrder = IsBigEndian ? ByteOrder.BigEndian : ByteOrder.LittleEndian,
        };
    }
}

/// <summary>Opens a voxel file by its bare name; null when it is not there.</summary>
internal delegate ByteSource? OpenVoxels(string name);
