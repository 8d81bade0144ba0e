using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Direct;

/// <summary>One file behind one address. It recognises every web address and is therefore asked last.</summary>
internal sealed class DirectProvider(SourceProbe probe, Downloader downloader, IBlobStore blobs) : IDatasetProvider
{
    public string Id => "direct";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url;

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        ProbedFile file = await probe.ProbeAsync(source.Location, source.Credentials, cancellationToken);
        if (file.Refusal is { } refusal)
            return new() { Refusal = refusal };
        return Resolution.Of(new()
        {
            Name = SourceNames.TitleOf(file.FileName),
            Provider = Id,
            Files = [new(file.FileName, source.Location, file.SizeBytes, Checksum: null)],
        });
    }

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        DownloadResult result = await downloader.DownloadAsync(
            new(request.File.Location, request.Work.FileFor(request.File.Location))
            {
                ExpectedChecksum = request.File.Checksum,
                Credentials = request.Source.Credentials,
                Progress = request.Progress,
            },
            cancellationToken);
        if (result.File is not { } file)
            return new() { Refusal = result.Refusal };
        try
        {
            BlobRef blob = await blobs.AdoptAsync(file.Path, file.Sha256, cancellationToken);
            return new() { Blob = blob, FileName = file.FileName, ETag = file.ETag };
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return FetchedFile.Refused(SourceCodes.DiskFull, $"There is no room in the store for '{file.FileName}'; free some and try again.");
        }
    }
}
