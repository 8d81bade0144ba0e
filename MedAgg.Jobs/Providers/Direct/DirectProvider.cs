using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Direct;

/// <summary>One file behind one address. It recognises every web address and is therefore asked after those who know better; a page is passed on.</summary>
internal sealed class DirectProvider(SourceProbe probe, RemoteFiles files) : IDatasetProvider
{
    public string Id => "direct";

    public bool Recognises(SourceAddress source) => source is { Kind: SourceKind.Url, Url.Scheme: "http" or "https" };

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        ProbedFile file = await probe.ProbeAsync(source.Location, source.Credentials, cancellationToken);
        if (file.Refusal is { } refusal)
            return refusal.Code == SourceCodes.NotData ? Resolution.PassedOn(refusal) : Resolution.Refused(refusal);
        // A folder that answers with JSON is a listing, not a file.
        if (file.IsJson && source.Url!.AbsolutePath.EndsWith('/'))
            return Resolution.PassedOn(new(SourceCodes.NotData, $"{file.Host} describes a folder there and gives no file."));
        PlannedFile planned = new(file.FileName, source.Location, file.SizeBytes, file.Checksum)
        {
            Stamp = file.ETag,
            Mirrors = file.Checksum is null ? [] : file.Mirrors, // without a checksum nobody could tell another file from this one
        };
        return Resolution.Of(new() { Name = SourceNames.TitleOf(file.FileName), Provider = Id, Files = [planned] });
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { IsSizeExact = false }, cancellationToken);
}
