using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Nifti;

/// <summary>Facts of NIfTI-1, NIfTI-2 and ANALYZE 7.5, plain or gzipped, single file or header of a pair.</summary>
internal static class NiftiReader
{
    /// <param name="source">The file.</param>
    /// <param name="path">Its name.</param>
    /// <param name="isCompressed">Whether it is gzipped.</param>
    /// <param name="kind">NIfTI or ANALYZE, by content.</param>
    /// <param name="openPair">Opens the voxel file of a pair; null when siblings cannot be seen.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static FileReading Inspect(ByteSource source, string path, bool isCompressed, FileKind kind, Func<ByteSource?>? openPair, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList warnings = new();
        byte[] head = Head(source, isCompressed, out bool isDamaged);
        NiftiFacts? nifti = NiftiHeader.Read(head, isCompressed, warnings);
        if (nifti is null)
            return new FileReading(path, source.Length, kind) { Refusal = isDamaged ? new Refusal(Codes.ArchiveCorrupt, "The gzip stream is damaged.") : new Refusal(Codes.NiftiTruncated, "The file ends inside its NIfTI header.") };
        Refusal? refusal = NiftiCheck.Shape(nifti, limits) ?? NiftiCheck.Type(nifti);
        if (refusal is null)
        {
            NiftiCheck.Geometry(nifti, warnings);
            nifti = nifti with { Extensions = Extensions(head, nifti, warnings) };
            refusal = nifti.IsPair ? NiftiCheck.Pair(nifti, openPair, warnings) : NiftiCheck.Voxels(source, nifti, limits, warnings, cancellationToken);
        }
        if (kind == FileKind.Analyze && path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
            warnings.Add(Codes.NiftiMalformed, "The header has no NIfTI magic; it was read as ANALYZE 7.5.");
        return new FileReading(path, source.Length, kind) { Facts = Facts(nifti, kind), Refusal = refusal, Warnings = warnings.Items };
    }

    private static byte[] Head(ByteSource source, bool isCompressed, out bool isDamaged)
    {
        isDamaged = false;
        byte[] head = new byte[16 * 1024];
        int count;
        if (isCompressed)
        {
            using Stream stream = Inflation.Open(source.AsStream(), InflationFormat.Gzip);
            count = Inflation.Fill(stream, head, out isDamaged);
        }
        else
        {
            count = source.Read(0, head);
        }
        return head[..count];
    }

    private static ImageFacts? Facts(NiftiFacts nifti, FileKind kind)
    {
        if (nifti.Dim[0] is < 1 or > 7)
            return null;
        int Extent(int axis) => axis > nifti.Dim[0] ? 1 : (int)Math.Clamp(nifti.Dim[axis], 0, int.MaxValue);
        Int128 times = 1;
        for (int axis = 4; axis <= nifti.Dim[0]; axis++)
            times *= Math.Max(0, nifti.Dim[axis]);
        NiftiType? type = NiftiType.Of(nifti.DataType);
        return new ImageFacts
        {
            Kind = kind,
            Columns = Extent(1),
            Rows = Extent(2),
            Slices = Extent(3),
            TimePoints = (int)Int128.Min(times, int.MaxValue),
            SamplesPerPixel = type?.Samples ?? 1,
            BitsAllocated = type is { } t ? t.Type.SizeBytes() * 8 : Math.Max(0, nifti.BitPix),
            BitsStored = type is { } s ? s.Type.SizeBytes() * 8 : Math.Max(0, nifti.BitPix),
            IsSigned = type?.Type is PixelType.I8 or PixelType.I16 or PixelType.I32 or PixelType.I64,
            IsFloat = type?.Type is PixelType.F32 or PixelType.F64 or PixelType.C64 or PixelType.C128,
            Photometric = type?.Samples > 1 ? "RGB" : "MONOCHROME2",
            Spacing = Spacing(nifti),
            ByteOrder = nifti.ByteOrder,
            Nifti = nifti,
        };
    }

    /// <summary>pixdim in millimetres by xyzt_units (1 metre, 2 millimetre, 3 micrometre; unknown is taken as millimetre).</summary>
    private static SpacingMm? Spacing(NiftiFacts nifti)
    {
        double scale = (nifti.XyztUnits & 7) switch { 1 => 1000, 3 => 0.001, _ => 1 };
        double? Step(int axis) => double.IsFinite(nifti.PixDim[axis]) && nifti.PixDim[axis] != 0 && Math.Abs(nifti.PixDim[axis]) < 1e6 ? Math.Abs(nifti.PixDim[axis]) * scale : null;
        return Step(1) is { } column && Step(2) is { } row ? new SpacingMm(row, column, nifti.Dim[0] >= 3 ? Step(3) : null) : null;
    }

    /// <summary>Extensions stand between header and voxels (nifti1.h, "extended header").</summary>
    private static List<NiftiExtension> Extensions(byte[] head, NiftiFacts nifti, WarningList warnings)
    {
        List<NiftiExtension> found = [];
        int at = nifti.Version == 2 ? NiftiHeader.Size2 : NiftiHeader.Size1;
        if (nifti.Version == 0 || head.Length < at + 4 || head[at] == 0)
            return found;
        long end = nifti.IsPair ? head.Length : nifti.VoxOffset;
        bool big = nifti.ByteOrder == ByteOrder.BigEndian;
        at += 4;
        while (at + 8 <= Math.Min(end, head.Length) && found.Count < 64)
        {
            int size = big ? BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(at)) : BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(at));
            int code = big ? BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(at + 4)) : BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(at + 4));
            if (size < 16 || size % 16 != 0 || size > end - at)
            {
                warnings.Add(Codes.NiftiMalformed, "A header extension has an impossible size.");
                break;
            }
            found.Add(new NiftiExtension(code, size));
            at += size;
        }
        return found;
    }
}
