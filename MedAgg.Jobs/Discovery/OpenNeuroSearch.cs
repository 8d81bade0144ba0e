using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Datasets of OpenNeuro, asked as its own page asks: one GraphQL question with a query of words inside.</summary>
internal sealed class OpenNeuroSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    private const string Question =
        "query($query:JSON!,$first:Int){datasets:advancedSearch(query:$query,datasetType:\"public\",first:$first){edges{node{id created latestSnapshot{tag size description{Name License DatasetDOI} summary{modalities subjects}}}} pageInfo{count}}}";

    private static readonly string[] Fields = ["latestSnapshot.description.Name^6", "latestSnapshot.readme", "latestSnapshot.description.Authors^3", "latestSnapshot.summary.modalities^2", "id^10"];

    public string Provider => "openneuro";

    public Uri? CredentialsOrigin => null;

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        var query = new { @bool = new { must = new[] { new { simple_query_string = new { query = text, fields = Fields, default_operator = "and" } } } } };
        string body = JsonSerializer.Serialize(new { query = Question, variables = new { query, first = limit } });
        FetchRequest ask = new(options.Value.OpenNeuro.TrimEnd('/') + "/crn/graphql") { Method = HttpMethod.Post, Body = new(body, "application/json") };
        using SourceAnswer answer = await client.AskJsonAsync(ask, cancellationToken);
        if (answer.Json.Each("errors").Select(error => error.Text("message")).FirstOrDefault() is { } error)
            return SearchAnswer.Refused(new(SourceCodes.Unavailable, $"OpenNeuro could not search: {FileNames.Clean(error)}."));
        return answer.Refusal is { } refusal
            ? SearchAnswer.Refused(refusal)
            : new([.. answer.Json.Each("data", "datasets", "edges").Select(edge => Read(edge.At("node"))).OfType<FoundDataset>().Take(limit)], answer.Json.Count("data", "datasets", "pageInfo", "count"));
    }

    private FoundDataset? Read(JsonElement node)
    {
        if (node.Text("id") is not { } id)
            return null;
        JsonElement about = node.At("latestSnapshot");
        string page = SourceSites.Join(options.Value.OpenNeuro, "datasets", id);
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(about.Text("description", "Name"), id),
            Address = page,
            Page = page,
            Licence = about.Text("description", "License"),
            Access = DatasetAccess.Open,
            Doi = about.Text("description", "DatasetDOI") is { } doi ? SourceSites.DoiOf(doi) : null,
            Year = SearchWords.Year(node.Text("created")),
            SizeBytes = about.Count("size"),
            Patients = about.Each("summary", "subjects").Count() is > 0 and var subjects ? subjects : null,
            Tags = SearchWords.Tags(about.Each("summary", "modalities").Select(modality => modality.Text())),
        };
    }
}
