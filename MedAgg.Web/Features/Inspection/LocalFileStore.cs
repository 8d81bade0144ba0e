using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Storage;

namespace MedAgg.Web.Features.Inspection;

/// <summary>
/// Lets the archive readers of ingestion read a local file where it lies: the file is a blob under a made-up name, what has to be unwrapped goes to a temporary folder
/// that is deleted at the end.
/// </summary>
internal sealed class LocalFileStore : IBlobStore, IDisposable
{
    private readonly Dictionary<string, string> _paths = [];
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"medagg-inspect-{Guid.NewGuid():N}");

    /// <summary>Where unwrapped parts are kept.</summary>
    public string WorkFolder => Directory.CreateDirectory(_folder).FullName;

    /// <summary>Makes a local file readable as a blob.</summary>
    /// <returns>Its name here, which is a hash of the path and not of the bytes.</returns>
    public string Lend(string path)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
        lock (_paths)
            _paths[name] = path;
        return name;
    }

    public async Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        string path = Path.Combine(WorkFolder, $"{Guid.NewGuid():N}.tmp");
        await using (FileStream file = File.Create(path))
            await content.CopyToAsync(file, cancellationToken);
        return await AdoptAsync(path, null, cancellationToken);
    }

    public async Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null)
        {
            await using FileStream file = File.OpenRead(path);
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        }

        string kept = Path.Combine(WorkFolder, sha256);
        File.Move(path, kept, overwrite: true);
        lock (_paths)
            _paths[sha256] = kept;
        return new(sha256, new FileInfo(kept).Length);
    }

    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        string? path;
        lock (_paths)
            path = _paths.GetValueOrDefault(sha256);
        return path is null
            ? Task.FromException<Stream>(new FileNotFoundException("There is no such blob.", sha256))
            : Task.FromResult<Stream>(File.OpenRead(path));
    }

    public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken)
    {
        lock (_paths)
            return Task.FromResult(_paths.ContainsKey(sha256));
    }

    public Task DeleteAsync(string sha256, CancellationToken cancellationToken)
    {
        lock (_paths)
        {
            if (_paths.Remove(sha256, out string? path) && path.StartsWith(_folder, StringComparison.Ordinal))
                File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<BlobRef> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        string[] names;
        lock (_paths)
            names = [.. _paths.Keys];
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(name, new FileInfo(_paths[name]).Length);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
