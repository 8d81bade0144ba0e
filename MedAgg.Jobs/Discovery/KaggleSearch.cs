using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Datasets of Kaggle, which wants to know who asks.</summary>
internal sealed class KaggleSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    public string Provider => "kaggle";

    public Uri? CredentialsOrigin => SourceSites.OriginOf(options.Value.Kaggle);

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string url = SourceSites.Join(options.Value.Kaggle, "api", "v1", "datasets", "list") + $"?search={Uri.EscapeDataString(text)}&page=1";
        using SourceAnswer answer = await client.AskJsonAsync(new(url) { Credentials = credentials }, cancellationToken);
        if (answer.Status is 401 or 403)
        {
            return SearchAnswer.Refused(credentials is null
                ? new(SourceCodes.CredentialsMissing, "Kaggle answers only to accounts: store your Kaggle key for www.kaggle.com.")
                : new(SourceCodes.CredentialsRefused, "Kaggle does not take the stored key; make a new one on its page."));
        }

        return answer.Refusal is { } refusal
            ? SearchAnswer.Refused(refusal)
            : new([.. answer.Json.Each().Select(Read).OfType<FoundDataset>().Take(limit)], Total: null);
    }

    private FoundDataset? Read(JsonElement item)
    {
        if (item.Text("ref") is not { } reference || item.Says("isPrivate"))
            return null;
        string page = options.Value.Kaggle.TrimEnd('/') + "/datasets/" + SourceSites.EscapePath(reference);
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(item.Text("title"), reference),
            Address = page,
            Page = page,
            Description = SearchWords.Description(item.Text("subtitle") ?? item.Text("description")),
            Licence = item.Text("licenseName"),
            Access = DatasetAccess.Registration,
            Year = SearchWords.Year(item.Text("lastUpdated")),
            SizeBytes = item.Count("totalBytes"),
            Tags = SearchWords.Tags(item.Each("tags").Select(tag => tag.Text("name"))),
        };
    }
}
