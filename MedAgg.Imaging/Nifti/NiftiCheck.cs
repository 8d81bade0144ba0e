using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Nifti;

/// <summary>Judges a NIfTI header before anybody allocates by it.</summary>
internal static class NiftiCheck
{
    /// <summary>Bytes of all voxels; only after <see cref="Shape"/> and <see cref="Type"/> have passed.</summary>
    public static long VoxelBytes(NiftiFacts nifti) => Voxels(nifti) * NiftiType.Of(nifti.DataType)!.Value.Bits / 8;

    /// <summary>First byte of the voxels.</summary>
    public static long VoxelOffset(NiftiFacts nifti) =>
        nifti.IsPair ? Math.Max(0, nifti.VoxOffset) : nifti.VoxOffset == 0 ? nifti.Version == 2 ? 544 : 352 : nifti.VoxOffset;

    public static Refusal? Shape(NiftiFacts nifti, ImagingLimits limits)
    {
        if (nifti.Dim[0] is < 1 or > 7)
            return Malformed($"The header claims {nifti.Dim[0]} axes; 1 … 7 are possible.");
        Int128 voxels = 1;
        for (int axis = 1; axis <= nifti.Dim[0]; axis++)
        {
            if (nifti.Dim[axis] < 1)
                return Malformed($"Axis {axis} has the extent {nifti.Dim[axis]}.");
            voxels *= nifti.Dim[axis];
            if (voxels > limits.MaxVolumeVoxels)
                return new Refusal(Codes.NiftiTooLarge, $"The header claims more voxels than the limit of {limits.MaxVolumeVoxels}.");
        }
        return null;
    }

    public static Refusal? Type(NiftiFacts nifti)
    {
        if (NiftiType.Of(nifti.DataType) is not { } type)
            return Malformed($"The data type {nifti.DataType} is unknown.");
        return type.Bits != nifti.BitPix ? Malformed($"The data type {nifti.DataType} needs {type.Bits} bits a voxel, the header says {nifti.BitPix}.") : null;
    }

    public static void Geometry(NiftiFacts nifti, WarningList warnings)
    {
        for (int axis = 1; axis <= Math.Min(3, nifti.Dim[0]); axis++)
        {
            double step = nifti.PixDim[axis];
            if (!double.IsFinite(step) || step <= 0 || step > 1e5)
                warnings.Add(Codes.NiftiInvalidGeometry, $"The voxel size along axis {axis} is no usable length.");
        }
        if (nifti.Version > 0 && (!double.IsFinite(nifti.Slope) || !double.IsFinite(nifti.Intercept)))
            warnings.Add(Codes.NiftiInvalidGeometry, "The scaling is no finite number; it is not applied.");
    }

    /// <summary>Are the voxels there? A gzipped file is unpacked once, up to the last declared voxel and no further.</summary>
    public static Refusal? Voxels(ByteSource source, NiftiFacts nifti, ImagingLimits limits, WarningList warnings, CancellationToken cancellationToken)
    {
        long least = nifti.Version == 2 ? NiftiHeader.Size2 : NiftiHeader.Size1;
        if (nifti.VoxOffset == 0)
            warnings.Add(Codes.NiftiMalformed, "The offset of the voxels is zero; they were taken to follow the header.");
        else if (nifti.VoxOffset < least)
            return Malformed("The offset of the voxels is no number or points into the header.");
        long offset = VoxelOffset(nifti);
        Int128 end = (Int128)offset + VoxelBytes(nifti);
        if (!nifti.IsCompressed)
        {
            if (offset > source.Length)
                return Malformed("The offset of the voxels points behind the file.");
            return end > source.Length ? Truncated(end - source.Length) : null;
        }
        if (end > limits.MaxEntryBytes)
            return null; // too much to unpack only for a check; reading pixels will tell
        return Unpacked(source, (long)end, warnings, cancellationToken);
    }

    /// <summary>The other half of a pair.</summary>
    public static Refusal? Pair(NiftiFacts nifti, Func<ByteSource?>? openPair, WarningList warnings)
    {
        if (openPair is null)
        {
            warnings.Add(Codes.NiftiMalformed, "The header belongs to a pair; its voxel file was not looked at.");
            return null;
        }
        using ByteSource? voxels = openPair();
        if (voxels is null)
            return new Refusal(Codes.NiftiTruncated, "The header belongs to a pair, and its voxel file is missing.");
        bool isPacked = Span2(voxels) == 0x8B1F;
        Int128 end = (Int128)VoxelOffset(nifti) + VoxelBytes(nifti);
        return !isPacked && end > voxels.Length ? Truncated(end - voxels.Length) : null;
    }

    internal static int Span2(ByteSource source)
    {
        Span<byte> two = stackalloc byte[2];
        return source.Read(0, two) < 2 ? 0 : two[0] | (two[1] << 8);
    }

    private static Refusal? Unpacked(ByteSource source, long end, WarningList warnings, CancellationToken cancellationToken)
    {
        using Stream stream = Inflation.Open(source.AsStream(), InflationFormat.Gzip);
        byte[] buffer = new byte[128 * 1024];
        long got = 0;
        while (got < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int want = (int)Math.Min(buffer.Length, end - got);
            int count = Inflation.Fill(stream, buffer.AsSpan(0, want), out bool isDamaged);
            got += count;
            if (isDamaged)
                return new Refusal(Codes.ArchiveCorrupt, "The gzip stream is damaged.");
            if (count < want)
                return Truncated(end - got);
        }
        int more = Inflation.Fill(stream, buffer.AsSpan(0, 16), out bool isTailDamaged);
        if (isTailDamaged)
            warnings.Add(Codes.ArchiveCorrupt, "The gzip stream is damaged behind the last voxel.");
        else if (more > 0)
            warnings.Add(Codes.FileTrailingData, "More bytes follow the last declared voxel; they were not unpacked.");
        return null;
    }

    private static long Voxels(NiftiFacts nifti)
    {
        long voxels = 1;
        for (int axis = 1; axis <= nifti.Dim[0]; axis++)
            voxels *= nifti.Dim[axis];
        return voxels;
    }

    private static Refusal Truncated(Int128 missing) => new(Codes.NiftiTruncated, $"The voxels are incomplete: {missing} bytes are missing.");

    private static Refusal Malformed(string message) => new(Codes.NiftiMalformed, message);
}
