using System.Collections.Concurrent;
using System.Security.Cryptography;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Storage;

/// <summary>Lends files of the machine to code that reads blobs, without copying them; what that code writes goes to another store.</summary>
public sealed class MountedBlobStore(IBlobStore written) : IBlobStore
{
    private readonly ConcurrentDictionary<string, string> _mounted = new();

    /// <summary>Makes a local file readable under its SHA-256. The file must not change as long as it is read.</summary>
    public async Task<BlobRef> MountAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        _mounted[sha256] = Path.GetFullPath(path);
        return new(sha256, file.Length);
    }

    /// <inheritdoc />
    public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => written.PutAsync(content, cancellationToken);

    /// <inheritdoc />
    public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => written.AdoptAsync(path, sha256, cancellationToken);

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) => _mounted.TryGetValue(sha256, out string? path)
        ? Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous))
        : written.OpenAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) =>
        _mounted.ContainsKey(sha256) || await written.ExistsAsync(sha256, cancellationToken);

    /// <summary>Deletes what was written; a mounted file is only let go.</summary>
    public Task DeleteAsync(string sha256, CancellationToken cancellationToken) =>
        _mounted.TryRemove(sha256, out _) ? Task.CompletedTask : written.DeleteAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => written.ListAsync(cancellationToken);
}
