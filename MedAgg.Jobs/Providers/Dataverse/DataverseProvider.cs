using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset of any Dataverse. Files are fetched one by one: the bundle that Dataverse packs leaves out restricted files and what is over its cap, silently.</summary>
internal sealed class DataverseProvider(SourceClient client, RemoteFiles files, IOptions<DataverseOptions> options) : IDatasetProvider
{
    public string Id => "dataverse";

    public bool Recognises(SourceAddress source) => DataverseAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => DataverseAddress.Read(source, options.Value) is { } address ? SourceSites.OriginOf(address.BaseUrl) : null;

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        DataverseAddress address = DataverseAddress.Read(source, options.Value)!;
        using SourceAnswer answer = await client.AskJsonAsync(new(address.Api) { Credentials = source.Credentials }, cancellationToken);
        return answer.Status switch
        {
            404 => Resolution.Refused(SourceCodes.NotFound, $"The Dataverse has no published dataset {FileNames.Clean(address.PersistentId)}."),
            401 or 403 => Resolution.Refused(SourceCodes.AccessNotGranted, $"The Dataverse does not show {FileNames.Clean(address.PersistentId)} to this account."),
            _ when answer.Refusal is { } refusal => Resolution.Refused(refusal),
            _ => new DataverseVersion(answer.Json.At("data"), address).ToResolution(),
        };
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);
}
