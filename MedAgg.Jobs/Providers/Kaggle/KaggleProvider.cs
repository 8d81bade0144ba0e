using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Kaggle;

/// <summary>Datasets, competitions and the inputs of notebooks on Kaggle. The key goes to Kaggle only; the signed address that it leads to gets none.</summary>
internal sealed class KaggleProvider(KaggleDataset datasets, KaggleNotebook notebooks, RemoteFiles files, IOptions<KaggleOptions> options) : IDatasetProvider
{
    public string Id => "kaggle";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && KaggleAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.BaseUrl);

    public async Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        KaggleAddress address = KaggleAddress.Read(source, options.Value)!;
        if (address.Thing is KaggleThing.Notebook)
            return await notebooks.ResolveAsync(address, source.Credentials, cancellationToken);
        (SourcePlan? plan, Refusal? refusal) = address.Thing is KaggleThing.Competition
            ? await notebooks.CompetitionAsync(address, source.Credentials, cancellationToken)
            : await datasets.DescribeAsync(address, source.Choice.IsWhole, source.Credentials, cancellationToken);
        return plan is null ? Resolution.Refused(refusal!) : Resolution.Of(plan);
    }

    // A single table may come packed as a ZIP: what was listed is then not the size of the bytes that come.
    public async Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken)
    {
        FetchedFile fetched = await files.FetchAsync(
            request, new RemoteFile(request.File.Location) { IsSizeExact = false, AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);
        return fetched.Refusal switch
        {
            { Code: SourceCodes.Forbidden } when request.Source.Credentials is null =>
                FetchedFile.Refused(SourceCodes.CredentialsMissing, $"Kaggle gives '{request.File.Path}' only to accounts: store an API token for {new Uri(options.Value.BaseUrl).Host}."),
            { Code: SourceCodes.Forbidden } =>
                FetchedFile.Refused(SourceCodes.AccessNotGranted, $"Kaggle does not give '{request.File.Path}' to this account: its terms or rules are not accepted, or the key has expired."),
            _ => fetched with { FileName = null },
        };
    }
}
