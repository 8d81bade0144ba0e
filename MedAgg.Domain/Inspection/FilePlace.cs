namespace MedAgg.Domain.Inspection;

/// <summary>Where the bytes of a file are: a blob, or a range of one.</summary>
/// <param name="Blob">SHA-256 of the blob in the store.</param>
/// <param name="Offset">First byte inside the blob.</param>
/// <param name="Length">Bytes inside the blob: the compressed length when <paramref name="Packing"/> is <see cref="Packing.Deflate"/>.</param>
public sealed record FilePlace(string Blob, long Offset, long Length, Packing Packing)
{
    /// <summary>CRC-32 of the unpacked bytes as the archive states it; null outside ZIP.</summary>
    public uint? Crc32 { get; init; }
}
