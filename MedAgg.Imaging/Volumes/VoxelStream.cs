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
        if (header.Packing == VoxelPacking.Raw && header.SkippedLines == 0)
            return data.Length - Math.Max(0, header.DataOffset) < need ? Truncated() : null;
        if (Open(header, data) is not { } stream)
            return null; // bzip2 is catalogued by its header
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
        long offset = header.SkippedLines > 0 ? BehindLines(header, data) : header.DataOffset < 0 ? Math.Max(0, data.Length - header.VoxelBytes) : Math.Min(header.DataOffset, data.Length);
        ByteSource part = data.Slice(offset, data.Length - offset);
        return header.Packing switch
        {
            VoxelPacking.Raw => part.AsStream(),
            VoxelPacking.Gzip => Inflation.Open(part.AsStream(), InflationFormat.Gzip),
            VoxelPacking.Zlib => Inflation.Open(part.AsStream(), InflationFormat.Zlib),
            VoxelPacking.Text or VoxelPacking.Hex => new TextVoxelStream(part.AsStream(), header.Type!.Value, header.Packing == VoxelPacking.Hex),
            _ => null,
        };
    }

    private static long BehindLines(VolumeHeader header, ByteSource data)
    {
        byte[] buffer = new byte[16 * 1024];
        long at = Math.Max(0, header.DataOffset);
        int lines = header.SkippedLines;
        while (lines > 0 && data.Read(at, buffer) is var count and > 0)
        {
            int used = 0;
            while (used < count && lines > 0)
                lines -= buffer[used++] == (byte)'\n' ? 1 : 0;
            at += used;
        }
        return at;
    }

    private static Refusal Truncated() => new(Codes.VolumeTruncated, "The voxels are incomplete or damaged.");
}
