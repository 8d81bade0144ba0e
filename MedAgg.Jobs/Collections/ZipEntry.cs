namespace MedAgg.Jobs.Collections;

/// <summary>One entry as its heads tell it.</summary>
/// <param name="Name">Path with <c>/</c>, harmless and unique.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="SizeBytes">Unpacked.</param>
/// <param name="PackedBytes">As it stands in the archive.</param>
internal sealed record ZipEntry(string Name, ushort Method, long SizeBytes, long PackedBytes)
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    public uint Crc32 { get; set; }

    /// <summary>Position of the local head.</summary>
    public long Offset { get; set; }
}
