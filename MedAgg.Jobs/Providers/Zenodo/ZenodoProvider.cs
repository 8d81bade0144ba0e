using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Zenodo;

/// <summary>A record of Zenodo. Every version has its own id, and the concept id leads to the newest one: the plan holds the id that was found.</summary>
internal sealed class ZenodoProvider(SourceClient client, RemoteFiles files, IOptions<ZenodoOptions> options) : IDatasetProvider
{
    public string Id => "zenodo";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && ZenodoAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.BaseUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        ZenodoAddress address = ZenodoAddress.Read(source, options.Value)!;
        string url = SourceSites.Join(options.Value.BaseUrl, "api", "records", address.RecordId);
        using SourceAnswer answer = await client.AskJsonAsync(new(url) { Credentials = source.Credentials }, cancellationToken);
        return answer.Status switch
        {
            404 => Resolution.Refused(SourceCodes.NotFound, $"Zenodo has no record {address.RecordId}."),
            410 => Resolution.Refused(SourceCodes.NotFound, $"Record {address.RecordId} was withdrawn from Zenodo."),
            403 => Resolution.Refused(SourceCodes.AccessNotGranted, $"Zenodo does not open record {address.RecordId} to this account: its owner must grant access there first."),
            _ when answer.Refusal is { } refusal => Resolution.Refused(refusal),
            _ => new ZenodoRecord(answer.Json, options.Value.BaseUrl).ToResolution(address),
        };
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);
}
