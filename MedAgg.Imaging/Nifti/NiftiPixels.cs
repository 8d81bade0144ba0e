using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Nifti;

/// <summary>Unscaled voxels in file order: x runs fastest, so that a slice is [rows, columns].</summary>
internal static class NiftiPixels
{
    /// <param name="source">The file, or the .img of a pair.</param>
    /// <param name="isCompressed">Whether that file is gzipped.</param>
    /// <param name="facts">Facts of the header.</param>
    /// <param name="frame">Slice, counted on through time; null for all.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static Reading<PixelArray> Read(ByteSource source, bool isCompressed, ImageFacts facts, int? frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        NiftiFacts nifti = facts.Nifti!;
        if ((NiftiCheck.Shape(nifti, limits) ?? NiftiCheck.Type(nifti)) is { } refusal)
            return refusal;
        NiftiType type = NiftiType.Of(nifti.DataType)!.Value;
        long slices = (long)facts.Slices * facts.TimePoints;
        long sliceBytes = (long)facts.Columns * facts.Rows * type.Bits / 8;
        if (frame < 0 || frame >= slices)
            return new Refusal(Codes.FrameOutOfRange, $"Slice {frame} does not exist; there are {slices}.");
        Int128 bytes = (Int128)sliceBytes * (frame is null ? slices : 1);
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The voxels need {bytes} bytes; the limit is {limits.MaxPixelBytes}. Read them slice by slice.");
        byte[] values = new byte[(long)bytes];
        long from = NiftiCheck.VoxelOffset(nifti) + (sliceBytes * (frame ?? 0));
        if (!Fill(source, isCompressed, from, values, cancellationToken))
            return new Refusal(Codes.NiftiTruncated, "The voxels are incomplete or damaged.");
        if (nifti.ByteOrder == ByteOrder.BigEndian)
            Swap(values, type.Type);
        List<int> shape = [facts.Rows, facts.Columns];
        if (frame is null && facts.Slices * (long)facts.TimePoints > 1)
            shape.Insert(0, facts.Slices);
        if (frame is null && facts.TimePoints > 1)
            shape.Insert(0, facts.TimePoints);
        if (type.Samples > 1)
            shape.Add(type.Samples);
        return new PixelArray(shape, type.Type, values);
    }

    /// <summary>Turns big-endian values round; the halves of complex numbers each.</summary>
    internal static void Swap(byte[] values, PixelType type)
    {
        int size = type switch { PixelType.C64 => 4, PixelType.C128 => 8, _ => type.SizeBytes() };
        for (int i = 0; size > 1 && i + size <= values.Length; i += size)
            values.AsSpan(i, size).Reverse();
    }

    private static bool Fill(ByteSource source, bool isCompressed, long from, byte[] values, CancellationToken cancellationToken)
    {
        if (!isCompressed)
            return source.Read(from, values) == values.Length;
        using Stream stream = Inflation.Open(source.AsStream(), InflationFormat.Gzip);
        byte[] skipped = new byte[128 * 1024];
        while (from > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Inflation.Fill(stream, skipped.AsSpan(0, (int)Math.Min(skipped.Length, from)), out _);
            if (count == 0)
                return false;
            from -= count;
        }
        return Inflation.Fill(stream, values, out _) == values.Length;
    }
}
