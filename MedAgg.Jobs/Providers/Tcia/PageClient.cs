using System.Globalization;
using System.Text.Json;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>The pages of TCIA: which collection a page is about, and what lies beside the images. Without an answer the archives alone are asked.</summary>
internal sealed class PageClient(SourceClient client, IOptions<TciaOptions> options)
{
    private const int PageRecords = 100;
    private const int MaxPages = 30;
    private const string Collections = "collections";
    private const string Analyses = "analysis-results";

    public Task<CollectionPage?> OfSlugAsync(string slug, bool isAnalysis, CancellationToken cancellationToken) =>
        FindAsync(isAnalysis ? [Analyses] : [Collections], Words(slug), page => page.Slug.Equals(slug, StringComparison.OrdinalIgnoreCase), cancellationToken);

    public Task<CollectionPage?> OfNameAsync(string name, CancellationToken cancellationToken) =>
        FindAsync([Collections], Words(name), page => IdcClient.IdOf(page.ShortTitle) == IdcClient.IdOf(name), cancellationToken);

    public Task<CollectionPage?> OfDoiAsync(string doi, CancellationToken cancellationToken) =>
        FindAsync([Collections, Analyses], search: null, page => page.Doi is { } known && Plain(known) == Plain(doi), cancellationToken);

    private static string Words(string name) => name.Replace('-', ' ').Replace('_', ' ');

    // NBIA writes some DOIs without their hyphen.
    private static string Plain(string doi) => (SourceSites.DoiOf(doi) ?? doi.ToLowerInvariant()).Replace("-", "", StringComparison.Ordinal);

    private async Task<CollectionPage?> FindAsync(string[] kinds, string? search, Func<CollectionPage, bool> fits, CancellationToken cancellationToken)
    {
        foreach (string kind in kinds)
        {
            for (int page = 1, pages = 1; page <= Math.Min(pages, MaxPages); page++)
            {
                string url = string.Create(CultureInfo.InvariantCulture, $"{options.Value.Pages}{kind}/?per_page={PageRecords}&page={page}&v=1")
                    + (search is null ? "" : "&search=" + Uri.EscapeDataString(search));
                using SourceAnswer answer = await client.AskJsonAsync(new(url), cancellationToken);
                if (answer.Refusal is not null)
                    return null;
                // Version 2 wraps the records, version 1 gives them bare.
                IEnumerable<JsonElement> records = answer.Json.ValueKind is JsonValueKind.Array ? answer.Json.Each() : answer.Json.Each("results");
                if (records.Select(CollectionPage.Read).OfType<CollectionPage>().FirstOrDefault(fits) is { } found)
                    return found;
                pages = (int)Math.Min(answer.Json.Count("total_pages") ?? 1, MaxPages);
            }
        }

        return null;
    }
}
