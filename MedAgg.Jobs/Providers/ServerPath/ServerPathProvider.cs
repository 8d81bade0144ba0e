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
    private static readonly EnumerationOptions Plain = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };

    public string Id => "server-path";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.ServerPath;

    public Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken) =>
        Task.FromResult(Resolve(source, cancellationToken));

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        string name = request.File.Path;
        if (!roots.Hold(request.File.Location))
            return FetchedFile.Refused(SourceCodes.Forbidden, $"'{name}' is outside the folders that may be read.");
        if (request.File.SizeBytes == 0)
            return new() { Blob = await blobs.PutAsync(Stream.Null, cancellationToken) };
        try
        {
            await using FileStream file = new(request.File.Location, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
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
        if (!roots.Hold(path))
            return Resolution.Refused(SourceCodes.Forbidden, "The path is not a full one, or is outside the folders that may be read.");
        string name = Path.GetFileName(path);
        if (File.Exists(path))
            return Resolution.Of(PlanOf(name, [FileOf(new(path), Path.GetDirectoryName(path)!)]));
        if (!Directory.Exists(path))
            return Resolution.Refused(SourceCodes.NotFound, $"There is no file or folder '{name}' on this server.");

        List<PlannedFile> files = [];
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles("*", Plain))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.Count == options.Value.MaxFiles)
                return Resolution.Refused(TooManyFiles, $"The folder '{name}' holds more than {options.Value.MaxFiles} files.");
            files.Add(FileOf(file, path));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files.Count == 0
            ? Resolution.Refused(SourceCodes.Empty, $"The folder '{name}' holds no files that may be read.")
            : Resolution.Of(PlanOf(name, files));
    }

    private SourcePlan PlanOf(string name, IReadOnlyList<PlannedFile> files) =>
        new() { Name = SourceNames.TitleOf(name), Provider = Id, Files = files };

    private static PlannedFile FileOf(FileInfo file, string root) =>
        new(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.FullName, file.Length, Checksum: null);
}
