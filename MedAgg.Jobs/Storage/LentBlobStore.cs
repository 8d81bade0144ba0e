using System.Collections.Concurrent;
using MedAgg.Domain.Storage;
using Microsoft.Win32.SafeHandles;

namespace MedAgg.Jobs.Storage;

/// <summary>Answers reads of a few blobs from local files that are open already, before they are in the store; everything else is the store's.</summary>
internal sealed class LentBlobStore(IBlobStore store) : IBlobStore, IDisposable
{
    private readonly ConcurrentDictionary<string, Lent> _lent = new();

    /// <summary>Opens a file whose bytes have this SHA-256; it may be moved afterwards.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public void Lend(string sha256, string path)
    {
        Lent lent = new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), DirectIo.TryOpen(path, FileAccess.Read));
        if (!_lent.TryAdd(sha256, lent))
            lent.Dispose(); // the same bytes came twice
    }

    public bool IsLent(string sha256) => _lent.ContainsKey(sha256);

    /// <inheritdoc />
    public Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken) => store.PutAsync(content, cancellationToken);

    /// <inheritdoc />
    public Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken) => store.AdoptAsync(path, sha256, cancellationToken);

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken) =>
        _lent.TryGetValue(sha256, out Lent? lent) ? Task.FromResult<Stream>(new LentStream(lent.File, lent.Direct)) : store.OpenAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) =>
        _lent.ContainsKey(sha256) || await store.ExistsAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(string sha256, CancellationToken cancellationToken) => store.DeleteAsync(sha256, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<BlobRef> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public void Dispose()
    {
        foreach (Lent lent in _lent.Values)
            lent.Dispose();
    }

    private sealed record Lent(SafeFileHandle File, SafeFileHandle? Direct) : IDisposable
    {
        public void Dispose()
        {
            File.Dispose();
            Direct?.Dispose();
        }
    }
}
