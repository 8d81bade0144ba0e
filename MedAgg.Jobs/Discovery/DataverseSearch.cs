using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Datasets of one Dataverse.</summary>
internal sealed class DataverseSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    public string Provider => "dataverse";

    public Uri? CredentialsOrigin => null;

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string url = SourceSites.Join(options.Value.Dataverse, "api", "search") + $"?q={Uri.EscapeDataString(text)}&type=dataset&per_page={limit}";
        using SourceAnswer answer = await client.AskJsonAsync(new(url), cancellationToken);
        return answer.Refusal is { } refusal
            ? SearchAnswer.Refused(refusal)
            : new([.. answer.Json.Each("data", "items").Select(Read).OfType<FoundDataset>().Take(limit)], answer.Json.Count("data", "total_count"));
    }

    private FoundDataset? Read(JsonElement item)
    {
        if (item.Text("global_id") is not { } id)
            return null;
        string page = $"{options.Value.Dataverse.TrimEnd('/')}/dataset.xhtml?persistentId={Uri.EscapeDataString(id)}";
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(item.Text("name"), id),
            Address = page,
            Page = page,
            Description = SearchWords.Description(item.Text("description")),
            Access = DatasetAccess.Open,
            Doi = SourceSites.DoiOf(id),
            Year = SearchWords.Year(item.Text("published_at")),
            Tags = SearchWords.Tags(item.Each("keywords").Select(word => word.Text()).Concat(item.Each("subjects").Select(word => word.Text()))),
        };
    }
}
