using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MedAgg.Domain.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Storage;

/// <summary>
/// Blobs in a folder, as <c>ab/cd/abcd…</c>. A blob is written under a temporary name on the same disk, flushed to the disk and then renamed,
/// so that a name that exists always stands for whole, right bytes.
/// </summary>
public sealed class FolderBlobStore(IOptions<StorageOptions> options) : IBlobStore
{
    private const string TemporaryFolder = "tmp";
    private const int BufferBytes = 128 * 1024;

    // Below the size from which .NET puts an array on the heap of large objects: a stream is opened for every file of an archive.
    private const int ReadBufferBytes = 32 * 1024;

    private readonly string _root = Path.GetFullPath(options.Value.Folder);

    /// <inheritdoc />
    public async Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        string temporary = NewTemporary();
        try
        {
            BlobRef blob = await WriteAsync(content, temporary, cancellationToken);
            Publish(temporary, blob.Sha256);
            return blob;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc />
    public async Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken)
    {
        string name;
        long size;
        await using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan))
        {
            name = sha256 is null ? Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) : BlobName.Check(sha256);
            size = file.Length;
        }

        if (File.Exists(PathOf(name)))
        {
            File.Delete(path);
            return new(name, size);
        }

        // A rename inside one disk is atomic; between two disks it would be a copy under the final name, so copy first.
        string temporary = NewTemporary();
        try
        {
            File.Move(path, temporary);
            using (FileStream moved = new(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)) // its bytes may be read already
                RandomAccess.FlushToDisk(moved.SafeFileHandle);
            Publish(temporary, name);
        }
        finally
        {
            File.Delete(temporary);
        }

        return new(name, size);
    }

    /// <inheritdoc />
    public Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        string path = PathOf(BlobName.Check(sha256));
        if (!File.Exists(path))
            throw BlobName.Missing(sha256);
        return Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, ReadBufferBytes, FileOptions.Asynchronous | FileOptions.RandomAccess));
    }

    /// <inheritdoc />
    public Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(PathOf(BlobName.Check(sha256))));

    /// <inheritdoc />
    public Task DeleteAsync(string sha256, CancellationToken cancellationToken)
    {
        string path = PathOf(BlobName.Check(sha256));
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<BlobRef> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root))
            yield break;
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BlobName.IsOne(file.Name))
                yield return new(file.Name, file.Length) { StoredAt = file.LastWriteTimeUtc };
        }

        await Task.CompletedTask;
    }

    /// <summary>Deletes what killed writers left behind and is older than <paramref name="age"/>.</summary>
    /// <returns>Number of files deleted.</returns>
    public int DeleteAbandoned(TimeSpan age, DateTimeOffset now)
    {
        string folder = Path.Combine(_root, TemporaryFolder);
        if (!Directory.Exists(folder))
            return 0;
        List<FileInfo> abandoned = [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => now - file.LastWriteTimeUtc > age)];
        foreach (FileInfo file in abandoned)
            file.Delete();
        return abandoned.Count;
    }

    private static async Task<BlobRef> WriteAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        byte[] buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            DiskSpace.Demand(path, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            size += read;
        }

        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    private void Publish(string temporary, string sha256)
    {
        string path = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return; // another writer was first, with the same bytes
        }
    }

    private string NewTemporary()
    {
        string folder = Path.Combine(_root, TemporaryFolder);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
    }

    private string PathOf(string sha256) => Path.Combine(_root, sha256[..2], sha256[2..4], sha256);
}
