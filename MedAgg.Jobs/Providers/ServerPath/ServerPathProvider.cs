using System.IO.Enumeration;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.ServerPath;

/// <summary>A file or a folder tree on the server. Links are not followed, and what has no length (pipes, devices, empty files) is never opened.</summary>
internal sealed class ServerPathProvider(IBlobStore blobs, ServerRoots roots, IOptions<ServerPathOptions> options) : IDatasetProvider
{
    private const string TooManyFiles = "SOURCE_TOO_MANY_FILES";
    private static readonly EnumerationOptions Plain = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    public string Id => "server-path";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.ServerPath;

    public Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken) =>
        Task.FromResult(Resolve(source, cancellationToken));

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        string name = request.File.Path;
        if (request.File.SizeBytes == 0)
            return new() { Blob = await blobs.PutAsync(Stream.Null, cancellationToken) };
        try
        {
            await using FileStream? file = roots.Open(request.File.Location);
            if (file is null)
                return FetchedFile.Refused(ServerRoots.Outside, $"'{name}' leads outside the folders that this server may read.");
            ProgressStream counted = new(file, file.Length, request.Progress);
            return new() { Blob = await blobs.PutAsync(counted, cancellationToken) };
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return FetchedFile.Refused(SourceCodes.DiskFull, $"There is no room in the store for '{name}'; free some and try again.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return FetchedFile.Refused(SourceCodes.NotFound, $"'{name}' is not there any more.");
        }
        catch (UnauthorizedAccessException)
        {
            return FetchedFile.Refused(SourceCodes.Forbidden, $"'{name}' may not be read by this server.");
        }
    }

    private Resolution Resolve(SourceAddress source, CancellationToken cancellationToken)
    {
        string path = source.Location.TrimEnd('/');
        if (roots.Judge(path) is { } refusal)
            return Resolution.Refused(refusal);
        string name = Path.GetFileName(path);
        if (File.Exists(path))
            return Resolution.Of(PlanOf(name, [FileOf(new(path), Path.GetDirectoryName(path)!)]));
        if (!Directory.Exists(path))
            return Resolution.Refused(SourceCodes.NotFound, $"There is no file or folder '{name}' on this server.");

        List<PlannedFile> files = [];
        int links = 0;
        FileSystemEnumerable<FileInfo> found = new(path, (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo(), Plain)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                bool isLink = IsLink(ref entry);
                links += isLink ? 1 : 0;
                return !isLink && !entry.IsDirectory;
            },
        };
        foreach (FileInfo file in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.Count == options.Value.MaxFiles)
                return Resolution.Refused(TooManyFiles, $"The folder '{name}' holds more than {options.Value.MaxFiles} files.");
            files.Add(FileOf(file, path));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files.Count == 0
            ? Resolution.Refused(SourceCodes.Empty, $"The folder '{name}' holds no files that may be read.")
            : Resolution.Of(PlanOf(name, files) with { Warnings = links == 0 ? [] : [$"LINK_LEFT_OUT: {links} links in the folder '{name}' are left out: they may lead elsewhere."] });
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0;

    private SourcePlan PlanOf(string name, IReadOnlyList<PlannedFile> files) =>
        new() { Name = SourceNames.TitleOf(name), Provider = Id, Files = files };

    private static PlannedFile FileOf(FileInfo file, string root) =>
        new(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.FullName, file.Length, Checksum: null);
}
