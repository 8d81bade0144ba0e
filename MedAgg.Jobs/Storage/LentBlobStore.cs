using System.Collections.Concurrent;
using MedAgg.Domain.Storage;
using Microsoft.Win32.SafeHandles;

namespace MedAgg.Jobs.Storage;

/// <summary>Answers reads of a few blobs from local files that are open already, before they are in the store; everything else is the store's.</summary>
internal sealed class LentBlobStore(IBlobStore store) : IBlobStore, IDisposable
{
    private readonly ConcurrentDictionary<string, SafeFileHandle> _lent = new();

    /// <summary>Takes over the handle of a file whose bytes have this SHA-256.</summary>
    public void Lend(string sha256, SafeFileHandle file)
    {
        if (!_lent.TryAdd(sha256, file))
            file.Dispose(); // the same bytes came twice
    }

    /// <inheritdoc />
    public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => store.PutAsync(content, cancellationToken);

    /// <inheritdoc />
    public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => store.AdoptAsync(path, sha256, cancellationToken);

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) =>
        _lent.TryGetValue(sha256, out SafeFileHandle? file) ? Task.FromResult<Stream>(new LentStream(file)) : store.OpenAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) =>
        _lent.ContainsKey(sha256) || await store.ExistsAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(string sha256, CancellationToken cancellationToken) => store.DeleteAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public void Dispose()
    {
        foreach (SafeFileHandle file in _lent.Values)
            file.Dispose();
    }
}
