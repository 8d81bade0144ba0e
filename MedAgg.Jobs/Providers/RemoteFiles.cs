using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Providers;

/// <summary>Brings a planned file from its address into the blob store: what nearly every remote provider does in <see cref="IDatasetProvider.FetchAsync"/>.</summary>
public sealed class RemoteFiles(Downloader downloader, IBlobStore blobs)
{
    /// <summary>Fetches <see cref="PlannedFile.Location"/> as an address.</summary>
    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FetchAsync(request, new RemoteFile(request.File.Location), cancellationToken);
    }

    /// <summary>Fetches from an address that the provider made of the location, with its own headers and credentials.</summary>
    public async Task<FetchedFile> FetchAsync(FileRequest request, RemoteFile remote, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(remote);
        PlannedFile file = request.File;
        DownloadResult result = await downloader.DownloadAsync(
            new(remote.Url, request.Work.FileFor($"{file.Location} {file.Path}")) // two files may have one location
            {
                ExpectedBytes = remote.IsSizeExact ? file.SizeBytes : null,
                ExpectedChecksum = file.Checksum,
                Credentials = remote.Credentials ?? request.Source.Credentials,
                Headers = remote.Headers,
                AcceptsHtml = remote.AcceptsHtml,
                Mirrors = file.Mirrors,
                Known = request.Known,
                Progress = request.Progress,
                Arrived = request.Arrived,
            },
            cancellationToken);
        if (result.IsUnchanged)
            return new() { IsUnchanged = true };
        return result.File is { } downloaded ? await StoreAsync(downloaded, cancellationToken) : new() { Refusal = result.Refusal };
    }

    private async Task<FetchedFile> StoreAsync(DownloadedFile file, CancellationToken cancellationToken)
    {
        try
        {
            BlobRef blob = await blobs.AdoptAsync(file.Path, file.Sha256, cancellationToken);
            return new() { Blob = blob, FileName = file.FileName, ETag = file.ETag, LastModified = file.LastModified, Host = file.Host };
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return FetchedFile.Refused(SourceCodes.DiskFull, $"There is no room in the store for '{file.FileName}'; free some and try again.");
        }
    }
}

/// <summary>How one file is asked for.</summary>
/// <param name="Url">Asked anew on every resume; where it leads to (a signed address) is not kept.</param>
public sealed record RemoteFile(string Url)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Null for those of the source.</summary>
    public SourceCredentials? Credentials { get; init; }

    /// <summary>Whether a web page may be the file itself: true where the listing names an <c>.html</c> file.</summary>
    public bool AcceptsHtml { get; init; }

    /// <summary>Whether the planned size is the size of these very bytes. Default yes.</summary>
    public bool IsSizeExact { get; init; } = true;
}
