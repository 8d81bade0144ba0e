using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Records of type dataset at Zenodo.</summary>
internal sealed class ZenodoSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    public string Provider => "zenodo";

    public Uri? CredentialsOrigin => null;

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string url = SourceSites.Join(options.Value.Zenodo, "api", "records") + $"?q={Uri.EscapeDataString(text)}&type=dataset&sort=bestmatch&page=1&size={limit}";
        using SourceAnswer answer = await client.AskJsonAsync(new(url), cancellationToken);
        if (answer.Refusal is { } refusal)
            return SearchAnswer.Refused(refusal);
        return new([.. answer.Json.Each("hits", "hits").Select(Read).OfType<FoundDataset>().Take(limit)], answer.Json.Count("hits", "total") ?? answer.Json.Count("hits", "total", "value"));
    }

    private FoundDataset? Read(JsonElement item)
    {
        if (item.Text("id") is not { } id)
            return null;
        JsonElement about = item.At("metadata");
        JsonElement[] files = [.. item.Each("files")];
        string page = SourceSites.Join(options.Value.Zenodo, "records", id);
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(about.Text("title") ?? item.Text("title"), id),
            Address = page,
            Page = page,
            Description = SearchWords.Description(about.Text("description")),
            Licence = about.Text("license", "id") ?? about.Text("license"),
            Access = about.Text("access_right") switch { "open" => DatasetAccess.Open, "restricted" => DatasetAccess.OnRequest, _ => DatasetAccess.Unknown },
            Doi = item.Text("doi"),
            Year = SearchWords.Year(about.Text("publication_date")),
            SizeBytes = files.Length > 0 && files.All(file => file.Count("size") is not null) ? files.Sum(file => file.Count("size")!.Value) : null,
            Tags = SearchWords.Tags(about.Each("keywords").Select(word => word.Text())),
        };
    }
}
