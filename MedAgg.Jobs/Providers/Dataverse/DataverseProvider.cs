using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset of any Dataverse, or one file of it. Files are fetched one by one: the bundle that Dataverse packs leaves out restricted files and what is over its cap, silently.</summary>
internal sealed class DataverseProvider(SourceClient client, DataverseAccess access, RemoteFiles files, IOptions<DataverseOptions> options, TimeProvider clock) : IDatasetProvider
{
    public string Id => "dataverse";

    public bool Recognises(SourceAddress source) => DataverseAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => DataverseAddress.Read(source, options.Value) is { } address ? SourceSites.OriginOf(address.BaseUrl) : null;

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        DataverseAddress address = DataverseAddress.Read(source, options.Value)!;
        SourceCredentials? key = KeyOf(source.Credentials);
        if (address.File is not null)
        {
            (string? dataset, Refusal? unknown) = await DatasetOfAsync(address, key, cancellationToken);
            if (dataset is null)
                return Resolution.Refused(unknown!);
            address = address with { PersistentId = dataset };
        }

        using SourceAnswer answer = await client.AskJsonAsync(new(address.Api) { Credentials = key }, cancellationToken);
        if (Refuse(answer, address.PersistentId, key) is { } refusal)
            return Resolution.Refused(refusal);
        DataverseVersion version = new(answer.Json.At("data"), address, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        IReadOnlySet<string> opened = key is null || version.Closed.Count == 0 ? new HashSet<string>() : await access.OpenedAsync(address.BaseUrl, version.Closed, key, cancellationToken);
        string way = key is null ? "ask for access on the page of the dataset, then store your key"
            : version.Closed.Count > options.Value.MaxAsked ? $"the key was shown for the first {options.Value.MaxAsked} of them only"
            : "the stored key was not admitted to them";
        return version.ToResolution(opened, way);
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path), Credentials = KeyOf(request.Source.Credentials) }, cancellationToken);

    private async Task<(string? Dataset, Refusal? Refusal)> DatasetOfAsync(DataverseAddress address, SourceCredentials? key, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new(address.FileApi) { Credentials = key }, cancellationToken);
        if (answer.Refusal is null && answer.Json.Text("data", "datasetVersion", "datasetPersistentId") is { } told)
            return (told, null);
        // Older ones do not tell the dataset, or do not know the question; many file ids begin with that of their dataset.
        if (answer.Status is 200 or 404 && address.DatasetInFileId() is { } read)
            return (read, null);
        return (null, Refuse(answer, $"file {address.File}", key) ?? new(SourceCodes.BadAnswer, $"The Dataverse does not tell which dataset file {FileNames.Clean(address.File!)} is of: give the address of the dataset."));
    }

    private static Refusal? Refuse(SourceAnswer answer, string what, SourceCredentials? key) => answer.Status switch
    {
        404 => new(SourceCodes.NotFound, $"The Dataverse has no published {(what.StartsWith("file ", StringComparison.Ordinal) ? "" : "dataset ")}{FileNames.Clean(what)}."),
        401 when key is not null => new(SourceCodes.CredentialsRefused, "The Dataverse does not take the stored key: it may have expired."),
        401 or 403 => new(SourceCodes.AccessNotGranted, $"The Dataverse does not show {FileNames.Clean(what)} {(key is null ? "without a key" : "to the account of the stored key")}."),
        _ => answer.Refusal,
    };

    // Its tokens are shown in a header of its own, whatever form they were stored in.
    private static SourceCredentials? KeyOf(SourceCredentials? credentials) =>
        credentials?.Headers.GetValueOrDefault("Authorization") is { } shown && shown.StartsWith("Bearer ", StringComparison.Ordinal)
            ? credentials with { Headers = new Dictionary<string, string> { ["X-Dataverse-key"] = shown["Bearer ".Length..] } }
            : credentials;
}
