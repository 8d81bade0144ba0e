using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Discovery;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Datasets of Hugging Face. What a dataset is about stands in its tags, as <c>license:mit</c> or <c>modality:image</c>.</summary>
internal sealed class HuggingFaceSearch(SourceClient client, IOptions<DiscoveryOptions> options) : IDatasetSearch
{
    public string Provider => "huggingface";

    public Uri? CredentialsOrigin => SourceSites.OriginOf(options.Value.HuggingFace);

    public async Task<SearchAnswer> FindAsync(string text, int limit, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        string url = SourceSites.Join(options.Value.HuggingFace, "api", "datasets") + $"?search={Uri.EscapeDataString(text)}&limit={limit}&full=true";
        using SourceAnswer answer = await client.AskJsonAsync(new(url) { Credentials = credentials }, cancellationToken);
        return answer.Refusal is { } refusal
            ? SearchAnswer.Refused(refusal)
            : new([.. answer.Json.Each().Select(Read).OfType<FoundDataset>().Take(limit)], Total: null); // it pages without counting
    }

    private FoundDataset? Read(JsonElement item)
    {
        if (item.Text("id") is not { } id || item.Says("private"))
            return null;
        string[] tags = [.. item.Each("tags").Select(tag => tag.Text()).OfType<string>()];
        string? Tag(string kind) => tags.FirstOrDefault(tag => tag.StartsWith(kind + ":", StringComparison.Ordinal))?[(kind.Length + 1)..];
        string page = options.Value.HuggingFace.TrimEnd('/') + "/datasets/" + SourceSites.EscapePath(id);
        // "gated" is false, "auto" or "manual".
        bool isGated = item.At("gated").ValueKind is JsonValueKind.String || item.Says("gated");
        return new()
        {
            Provider = Provider,
            Title = SearchWords.Title(item.Text("cardData", "pretty_name"), id),
            Address = page,
            Page = page,
            Description = SearchWords.Description(item.Text("description")),
            Licence = Tag("license"),
            Access = isGated ? DatasetAccess.Gated : DatasetAccess.Open,
            Year = SearchWords.Year(item.Text("createdAt") ?? item.Text("lastModified")),
            Tags = SearchWords.Tags(tags.Where(tag => tag.StartsWith("modality:", StringComparison.Ordinal) || tag.StartsWith("task_categories:", StringComparison.Ordinal) || !tag.Contains(':', StringComparison.Ordinal))
                .Select(tag => tag[(tag.IndexOf(':', StringComparison.Ordinal) + 1)..])),
        };
    }
}
