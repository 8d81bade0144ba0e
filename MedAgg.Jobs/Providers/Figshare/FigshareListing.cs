using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Figshare;

/// <summary>Reads lists of Figshare, which come ten by ten unless asked otherwise, and never say how many there are.</summary>
internal sealed class FigshareListing(SourceClient client, IOptions<FigshareOptions> options)
{
    private const int PageSize = 1000;
    private const int MaxPages = 500;

    /// <summary>All elements behind an address of the API.</summary>
    /// <param name="path">Below the API's base, without a query.</param>
    public async Task<(IReadOnlyList<JsonElement> Items, Refusal? Refusal)> AllAsync(string path, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        List<JsonElement> items = [];
        for (int page = 1; page <= MaxPages; page++)
        {
            string url = string.Create(CultureInfo.InvariantCulture, $"{options.Value.ApiUrl.TrimEnd('/')}/{path}?page_size={PageSize}&page={page}");
            using SourceAnswer answer = await client.AskJsonAsync(new(url) { Credentials = credentials }, cancellationToken);
            if (answer.Refusal is { } refusal)
                return (items, refusal);
            List<JsonElement> found = [.. answer.Json.Each().Select(item => item.Clone())];
            // A server that does not know pages gives the first one again.
            if (page > 1 && found.Count > 0 && items.Count >= found.Count && found[0].Text("id") == items[0].Text("id"))
                return (items, null);
            items.AddRange(found);
            // A server that caps the page below what was asked gives fewer, and still has more: only an empty page ends the list for certain.
            if (found.Count == 0 || (page == 1 && found.Count < 10))
                return (items, null);
        }

        return (items, new(SourceCodes.ListingTooLong, $"Figshare lists more than {MaxPages} pages."));
    }

    /// <summary>What one address of the API says.</summary>
    public async Task<(JsonElement Json, Refusal? Refusal)> OneAsync(string path, SourceCredentials? credentials, CancellationToken cancellationToken)
    {
        using SourceAnswer answer = await client.AskJsonAsync(new($"{options.Value.ApiUrl.TrimEnd('/')}/{path}") { Credentials = credentials }, cancellationToken);
        return answer.Status switch
        {
            404 => (default, new(SourceCodes.NotFound, $"Figshare has nothing public at {path}.")),
            403 => (default, new(SourceCodes.AccessNotGranted, $"Figshare does not open {path} to this account.")),
            _ when answer.Refusal is { } refusal => (default, refusal),
            _ => (answer.Json.ValueKind is JsonValueKind.Undefined ? default : answer.Json.Clone(), null),
        };
    }
}
