using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Articles of type dataset at Figshare. Its search tells neither licence nor size: the plan of an ingestion does.</summary>
internal sealed class FigshareSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    private const int DatasetType = 3;

    public string Provider => "figshare";

    public Uri? CredentialsOrigin => null;

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        FetchRequest ask = new(SourceSites.Join(options.Value.Figshare, "v2", "articles", "search"))
        {
            Method = HttpMethod.Post,
            Body = new(JsonSerializer.Serialize(new { search_for = text, item_type = DatasetType, page = 1, page_size = limit }), "application/json"),
        };
        using SourceAnswer answer = await client.AskJsonAsync(ask, cancellationToken);
        return answer.Refusal is { } refusal
            ? SearchAnswer.Refused(refusal)
            : new([.. answer.Json.Each().Select(Read).OfType<FoundDataset>().Take(limit)], Total: null);
    }

    private FoundDataset? Read(JsonElement item)
    {
        if (item.Text("id") is not { } id)
            return null;
        string page = item.Text("url_public_html") ?? item.Text("figshare_url") ?? "https://figshare.com/articles/dataset/_/" + id;
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(item.Text("title"), id),
            Address = page,
            Page = page,
            Description = SearchWords.Description(item.Text("description")),
            Access = DatasetAccess.Open,
            Doi = item.Text("doi"),
            Year = SearchWords.Year(item.Text("published_date") ?? item.Text("timeline", "posted")),
        };
    }
}
