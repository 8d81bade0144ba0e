using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Volumes;

/// <summary>Voxels of NRRD and MetaImage in file order.</summary>
internal static class VolumePixels
{
    public static Reading<PixelArray> Read(ByteSource source, ImageFacts facts, int? frame, OpenVoxels? open, ImagingLimits limits, CancellationToken cancellationToken)
    {
        using ByteWindow window = new(source);
        Reading<VolumeHeader> reading = facts.Kind == FileKind.Nrrd ? NrrdHeader.Read(window) : MetaImageHeader.Read(window);
        if (!reading.IsRead)
            return reading.Refusal;
        VolumeHeader header = reading.Value;
        if (header.Judge(limits) is { } refusal)
            return refusal;
        if (header.IsSpread)
            return new Refusal(Codes.CodecUnsupported, "The voxels are spread over several files, which are not read.");
        if (header.DataFile is not null && (!VolumeHeader.IsSibling(header.DataFile) || open is null))
            return new Refusal(Codes.VolumeReferenceOutside, "The voxels lie in another file, which cannot be read here.");
        using ByteSource? other = header.DataFile is null ? null : open!(header.DataFile);
        if (header.DataFile is not null && other is null)
            return new Refusal(Codes.VolumeTruncated, "The voxel file that the header names is missing.");
        long slices = (long)facts.Slices * facts.TimePoints;
        long sliceBytes = header.VoxelBytes / slices;
        if (frame < 0 || frame >= slices)
            return new Refusal(Codes.FrameOutOfRange, $"Slice {frame} does not exist; there are {slices}.");
        long bytes = frame is null ? header.VoxelBytes : sliceBytes;
        if (bytes > Math.Min(limits.MaxPixelBytes, Array.MaxLength))
            return new Refusal(Codes.PixelsTooLarge, $"The voxels need {bytes} bytes; the limit is {limits.MaxPixelBytes}. Read them slice by slice.");
        using Stream? stream = VoxelStream.Open(header, other ?? source);
        if (stream is null)
            return new Refusal(Codes.CodecUnsupported, $"Voxels of the encoding {header.Packing} are not read.");
        byte[] values = new byte[bytes];
        if (!Skip(stream, sliceBytes * (frame ?? 0), cancellationToken) || Inflation.Fill(stream, values, out _) < values.Length)
            return new Refusal(Codes.VolumeTruncated, "The voxels are incomplete or damaged.");
        int size = header.Type!.Value.SizeBytes();
        for (int i = 0; header.IsSwapped && size > 1 && i + size <= values.Length; i += size)
            values.AsSpan(i, size).Reverse();
        List<int> shape = [facts.Rows, facts.Columns];
        if (frame is null && slices > 1)
            shape.Insert(0, facts.Slices);
        if (frame is null && facts.TimePoints > 1)
            shape.Insert(0, facts.TimePoints);
        if (header.Samples > 1)
            shape.Add(header.Samples);
        return new PixelArray(shape, header.Type.Value, values);
    }

    private static bool Skip(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        byte[] skipped = new byte[64 * 1024];
        while (bytes > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Inflation.Fill(stream, skipped.AsSpan(0, (int)Math.Min(skipped.Length, bytes)), out _);
            if (count == 0)
                return false;
            bytes -= count;
        }
        return true;
    }
}
