using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Upload;

/// <summary>A file that a user has uploaded: it is in the blob store already.</summary>
internal sealed class UploadProvider(IBlobStore blobs) : IDatasetProvider
{
    public string Id => "upload";

    public bool Recognises(SourceAddress source) => source is { Kind: SourceKind.Upload, Blob: not null };

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        string name = FileNames.Clean(source.Location) ?? "upload";
        if (await FindAsync(source.Blob!, cancellationToken) is not { } blob)
            return Resolution.Refused(SourceCodes.NotFound, $"The upload '{name}' is not in the store any more; upload it again.");
        if (blob.SizeBytes == 0)
            return Resolution.Refused(SourceCodes.Empty, $"The upload '{name}' is empty.");
        return Resolution.Of(new()
        {
            Name = SourceNames.TitleOf(name),
            Provider = Id,
            Files = [new(name, blob.Sha256, blob.SizeBytes, "sha256:" + blob.Sha256)],
        });
    }

    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        await FindAsync(request.File.Location, cancellationToken) is { } blob
            ? new() { Blob = blob }
            : FetchedFile.Refused(SourceCodes.NotFound, $"The upload '{request.File.Path}' is not in the store any more; upload it again.");

    private async Task<BlobRef?> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream content = await blobs.OpenAsync(sha256, cancellationToken);
            return new(sha256, content.Length);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
