using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Volumes;

/// <summary>Finds and unpacks the voxels that a text header speaks of.</summary>
internal static class VoxelStream
{
    /// <summary>Are the voxels there? Compressed ones are unpacked once, no further than declared.</summary>
    public static Refusal? Judge(VolumeHeader header, ByteSource own, OpenVoxels? open, ImagingLimits limits, WarningList warnings, CancellationToken cancellationToken)
    {
        if (header.DataFile is not null && open is null)
        {
            warnings.Add(Codes.VolumeMalformed, "The voxels lie in another file, which was not looked at.");
            return null;
        }
        using ByteSource? other = header.DataFile is null ? null : open!(header.DataFile);
        if (header.DataFile is not null && other is null)
            return new Refusal(Codes.VolumeTruncated, "The voxel file that the header names is missing.");
        ByteSource data = other ?? own;
        long need = header.VoxelBytes;
        if (header.Packing == VoxelPacking.Raw)
            return data.Length - Math.Max(0, header.DataOffset) < need ? Truncated() : null;
        if (Open(header, data) is not { } stream)
            return null; // text and bzip2 are catalogued by their header
        using (stream)
        {
            byte[] buffer = new byte[128 * 1024];
            for (long got = 0; got < Math.Min(need, limits.MaxEntryBytes);)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int want = (int)Math.Min(buffer.Length, need - got);
                int count = Inflation.Fill(stream, buffer.AsSpan(0, want), out bool isDamaged);
                got += count;
                if (isDamaged || count < want)
                    return Truncated();
            }
            if (Inflation.Fill(stream, buffer.AsSpan(0, 16), out _) > 0)
                warnings.Add(Codes.FileTrailingData, "More bytes follow the last declared voxel; they were not unpacked.");
        }
        return null;
    }

    /// <summary>Unpacked voxels from the first one; null for packings that are not read.</summary>
    public static Stream? Open(VolumeHeader header, ByteSource data)
    {
        long offset = header.DataOffset < 0 ? Math.Max(0, data.Length - header.VoxelBytes) : Math.Min(header.DataOffset, data.Length);
        ByteSource part = data.Slice(offset, data.Length - offset);
        return header.Packing switch
        {
            VoxelPacking.Raw => part.AsStream(),
            VoxelPacking.Gzip => Inflation.Open(part.AsStream(), InflationFormat.Gzip),
            VoxelPacking.Zlib => Inflation.Open(part.AsStream(), InflationFormat.Zlib),
            _ => null,
        };
    }

    private static Refusal Truncated() => new(Codes.VolumeTruncated, "The voxels are incomplete or damaged.");
}
