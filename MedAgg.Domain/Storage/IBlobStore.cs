namespace MedAgg.Domain.Storage;

/// <summary>
/// Bytes by content: a blob is named by the lower-case hex SHA-256 of what it holds, so that nothing is stored twice.
/// Implementations: a folder, and S3-compatible object stores.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores a stream and returns its name and size. A blob that is there already is not written again.</summary>
    Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>Takes over a finished file (moved where the store is on the same disk, else copied and deleted).</summary>
    /// <param name="path">A local file that nobody else uses.</param>
    /// <param name="sha256">Its SHA-256 when the caller has computed it already; null otherwise.</param>
    Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading from any position; the stream seeks.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken);

    Task DeleteAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Every blob, in no order.</summary>
    IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken);
}
