namespace MedAgg.Domain.Storage;

/// <param name="Sha256">Lower-case hex SHA-256 of the bytes.</param>
/// <param name="SizeBytes">Size in bytes.</param>
public sealed record BlobRef(string Sha256, long SizeBytes)
{
    /// <summary>When the store took the blob; null where the store does not say. Upkeep leaves young blobs alone.</summary>
    public DateTimeOffset? StoredAt { get; init; }
}
