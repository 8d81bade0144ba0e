using System.Security.Cryptography;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Archives;

/// <summary>Unpacks a local archive into a folder, or only reads it to the end, under limits. A rejected archive leaves nothing behind.</summary>
public sealed class ArchiveUnpacker(TimeProvider clock)
{
    private const int BufferBytes = 128 * 1024;
    private const string NotWritable = "TARGET_NOT_WRITABLE";
    private const string TargetNotEmpty = "TARGET_NOT_EMPTY";

    /// <param name="archive">Path of the archive.</param>
    /// <param name="folder">Where the files go: new or empty; null reads and checks everything without writing.</param>
    /// <param name="scratch">Folder for unwrapped inner archives; emptied at the end.</param>
    /// <param name="onFile">Told about every unpacked file in order; null when nobody listens.</param>
    public async Task<ArchiveTable> UnpackAsync(string archive, string? folder, string scratch, ArchiveLimits limits, Action<UnpackedFile>? onFile, CancellationToken cancellationToken)
    {
        if (folder is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            return Rejected(new(TargetNotEmpty, $"The folder '{Path.GetFileName(folder)}' is not empty; nothing is ever overwritten."));

        string own = Path.Combine(scratch, Guid.NewGuid().ToString("N"));
        try
        {
            MountedBlobStore blobs = new(new FolderBlobStore(Options.Create(new StorageOptions { Folder = own })));
            ArchiveEntryReader reader = new(blobs);
            BlobRef blob = await blobs.MountAsync(archive, cancellationToken);
            string name = Path.GetFileName(archive);
            ArchiveTable table = await new ArchiveIndex(blobs, reader, clock).ReadAsync(blob.Sha256, name, limits, cancellationToken);
            if (table.Verdict == ArchiveVerdict.Reject)
                return table;
            if (await WriteAllAsync(table, name, reader, folder, limits, onFile, cancellationToken) is not { } refusal)
                return table;
            if (folder is not null)
                Empty(folder);
            return Rejected(refusal);
        }
        finally
        {
            if (Directory.Exists(own))
                Directory.Delete(own, recursive: true);
        }
    }

    private async Task<Refusal?> WriteAllAsync(
        ArchiveTable table, string name, ArchiveEntryReader reader, string? folder, ArchiveLimits limits, Action<UnpackedFile>? onFile, CancellationToken cancellationToken)
    {
        ArchiveBudget budget = new(limits, EntryName.Shown(name));
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(limits.PerArchiveSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            foreach (ArchiveEntry entry in table.Entries)
            {
                bool isWhole = entry.Wrapper != ArchiveKind.None;
                string path = isWhole ? Wrappers.InnerName(entry.Path) : entry.Path[(name.Length + "!/".Length)..];
                await using Stream content = await OpenAsync(entry, reader, budget, either.Token);
                UnpackedFile file = await WriteAsync(content, path, folder, either.Token);
                budget.AddFile(path, file.SizeBytes);
                onFile?.Invoke(file);
            }

            return null;
        }
        catch (RefusedException exception)
        {
            return exception.Refusal;
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return new(SourceCodes.DiskFull, $"There is no room to unpack '{EntryName.Shown(name)}'; free some and try again.");
        }
        catch (IOException) when (folder is not null)
        {
            return new(NotWritable, $"A file of '{EntryName.Shown(name)}' cannot be written under its name on this disk.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(ArchiveCodes.TooSlow, $"'{EntryName.Shown(name)}' could not be read within the limit of {limits.PerArchiveSeconds} s.");
        }
    }

    private static async Task<Stream> OpenAsync(ArchiveEntry entry, ArchiveEntryReader reader, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        Stream packed = await reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, cancellationToken);
        return entry.Wrapper == ArchiveKind.None ? packed : await NestedWrapper.OpenAsync(entry.Wrapper, packed, entry.Path, budget, cancellationToken);
    }

    private static async Task<UnpackedFile> WriteAsync(Stream content, string path, string? folder, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using Stream target = folder is null ? Stream.Null : Create(Path.Combine(folder, path));
        byte[] buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            size += read;
        }

        return new(path, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static FileStream Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
    }

    private static void Empty(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (string file in Directory.EnumerateFiles(folder))
            File.Delete(file);
        foreach (string inner in Directory.EnumerateDirectories(folder))
            Directory.Delete(inner, recursive: true);
    }

    private static ArchiveTable Rejected(Refusal refusal) => new() { Verdict = ArchiveVerdict.Reject, Reason = refusal };
}
