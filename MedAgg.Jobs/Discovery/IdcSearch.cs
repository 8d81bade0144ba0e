using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Collections of the Imaging Data Commons. It lists all of them at once (some two hundred) and searches none, so the words are looked for here.</summary>
internal sealed class IdcSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    private static readonly string[] Fields = ["collection_id", "collection_name", "cancer_types", "tumor_locations", "supporting_data", "description", "species"];

    public string Provider => "tcia";

    public Uri? CredentialsOrigin => null;

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new(SourceSites.Join(options.Value.Idc, "collections")), cancellationToken);
        if (answer.Refusal is { } refusal)
            return SearchAnswer.Refused(refusal);
        string[] words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<JsonElement> all = answer.Json.ValueKind is JsonValueKind.Array ? answer.Json.Each() : answer.Json.Each("collections");
        List<(int Score, FoundDataset Found)> hits = [.. all
            .Select(item => (Score: Score(item, words), Found: Read(item)))
            .Where(hit => hit.Score > 0 && hit.Found is not null)
            .Select(hit => (hit.Score, hit.Found!))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.Item2.Title, StringComparer.Ordinal)];
        return new([.. hits.Take(limit).Select(hit => hit.Found)], hits.Count);
    }

    // Every word must be somewhere; in the name it counts most.
    private static int Score(JsonElement item, string[] words)
    {
        string[] texts = [.. Fields.Select(field => item.Text(field)?.ToLowerInvariant() ?? "")];
        int score = 0;
        foreach (string word in words)
        {
            int at = Array.FindIndex(texts, text => text.Contains(word, StringComparison.Ordinal));
            if (at < 0)
                return 0;
            score += Fields.Length - at;
        }

        return score;
    }

    private FoundDataset? Read(JsonElement item) => item.Text("collection_id") is not { } id ? null : new()
    {
        Provider = Provider,
        Title = SearchWords.Title(item.Text("collection_name"), id),
        Address = "idc:" + id,
        Page = "https://portal.imaging.datacommons.cancer.gov/explore/filters/?collection_id=" + Uri.EscapeDataString(id),
        Description = SearchWords.Description(item.Text("description")),
        Access = DatasetAccess.Open,
        Patients = item.Count("subjects") ?? item.Count("subject_count"),
        Tags = SearchWords.Tags((item.Text("cancer_types") + "," + item.Text("tumor_locations")).Split(',')),
    };
}
