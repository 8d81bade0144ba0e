using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Providers.Figshare;

/// <summary>An article of Figshare with its files, or a collection with those of its articles. The version is fixed when it is resolved.</summary>
internal sealed class FigshareProvider(FigshareListing listing, RemoteFiles files, IOptions<FigshareOptions> options) : IDatasetProvider
{
    public string Id => "figshare";

    public bool Recognises(SourceAddress source) => source.Kind == SourceKind.Url && FigshareAddress.Read(source, options.Value) is not null;

    public Uri? CredentialsOrigin(SourceAddress source) => SourceSites.OriginOf(options.Value.ApiUrl);

    public Task<Resolution> ResolveAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        FigshareAddress address = FigshareAddress.Read(source, options.Value)!;
        return address.IsCollection ? CollectionAsync(source, address, cancellationToken) : ArticleAsync(source, address, cancellationToken);
    }

    public Task<FetchedFile> FetchAsync(FileRequest request, CancellationToken cancellationToken) =>
        files.FetchAsync(request, new RemoteFile(request.File.Location) { AcceptsHtml = SourceNames.IsPage(request.File.Path) }, cancellationToken);

    private async Task<Resolution> ArticleAsync(SourceAddress source, FigshareAddress address, CancellationToken cancellationToken)
    {
        (JsonElement article, IReadOnlyList<JsonElement> listed, Refusal? refusal) = await ReadAsync(source, address, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        List<PlannedFile> planned = [.. listed.Where(file => !file.Says("is_link_only")).Select(Planned).OfType<PlannedFile>()];
        List<string> warnings = LinkWarnings(listed.Count - planned.Count);
        if (planned.Count == 0 && listed.Count > 0)
            return Resolution.Refused(SourceCodes.LinkOnly, $"Figshare article {address.Id} only links to files elsewhere; give the address of those.");
        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(planned);
        if (article.Count("size") is { } stated && settled.Sum(file => file.SizeBytes ?? 0) < stated)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"LISTING_SHORT: Figshare states {stated} bytes in all and lists files of {settled.Sum(file => file.SizeBytes ?? 0)}."));
        return Resolution.Of(Describe(article, address.Id) with { Files = settled, Warnings = [.. warnings, .. odd] });
    }

    private async Task<Resolution> CollectionAsync(SourceAddress source, FigshareAddress address, CancellationToken cancellationToken)
    {
        string path = address.Version is { } version ? $"collections/{address.Id}/versions/{version}" : $"collections/{address.Id}";
        (JsonElement collection, Refusal? refusal) = await listing.OneAsync(path, source.Credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        (IReadOnlyList<JsonElement> articles, refusal) = await listing.AllAsync($"collections/{address.Id}/articles", source.Credentials, cancellationToken);
        if (refusal is not null)
            return Resolution.Refused(refusal);
        if (articles.Count > options.Value.MaxArticles)
            return Resolution.Refused(SourceCodes.ListingTooLong, $"The collection has {articles.Count} articles; at most {options.Value.MaxArticles} are taken at once.");

        List<PlannedFile> planned = [];
        List<string> licences = [];
        int links = 0;
        foreach (string id in articles.Select(article => article.Text("id")).OfType<string>())
        {
            (JsonElement article, IReadOnlyList<JsonElement> listed, refusal) = await ReadAsync(source, new(id, null, IsCollection: false), cancellationToken);
            if (refusal is not null)
                return Resolution.Refused(refusal);
            links += listed.Count(file => file.Says("is_link_only"));
            licences.Add(article.Text("license", "name") ?? "not stated");
            planned.AddRange(listed.Where(file => !file.Says("is_link_only")).Select(Planned).OfType<PlannedFile>().Select(file => file with { Path = $"{id}/{file.Path}" }));
        }

        (IReadOnlyList<PlannedFile> settled, IReadOnlyList<string> odd) = SourcePaths.Settle(planned);
        return Resolution.Of(Describe(collection, address.Id) with
        {
            Licence = string.Join("; ", licences.Distinct()) is { Length: > 0 } said ? said : null,
            LicenceUrl = null,
            Files = settled,
            Warnings = [.. LinkWarnings(links), .. odd],
        });
    }

    private async Task<(JsonElement Article, IReadOnlyList<JsonElement> Files, Refusal? Refusal)> ReadAsync(SourceAddress source, FigshareAddress address, CancellationToken cancellationToken)
    {
        (JsonElement article, Refusal? refusal) = await listing.OneAsync(
            address.Version is { } wanted ? $"articles/{address.Id}/versions/{wanted}" : $"articles/{address.Id}", source.Credentials, cancellationToken);
        if (refusal is not null)
            return (default, [], refusal);
        string version = address.Version ?? article.Text("version") ?? "1";
        (IReadOnlyList<JsonElement> listed, refusal) = await listing.AllAsync($"articles/{address.Id}/versions/{version}/files", source.Credentials, cancellationToken);
        if (refusal is { Code: SourceCodes.NotFound })
            (listed, refusal) = ([.. article.Each("files")], null); // deployments without that list give the files with the article
        return (article, listed, refusal);
    }

    private SourcePlan Describe(JsonElement json, string id)
    {
        string? version = json.Text("version");
        string page = json.Text("url_public_html") ?? json.Text("figshare_url") ?? SourceSites.Join(options.Value.BaseUrl, "articles", "dataset", id);
        return new()
        {
            Name = PlainText.OfHtml(json.Text("title")) ?? $"Figshare {id}",
            Provider = "figshare",
            Licence = json.Text("license", "name"),
            LicenceUrl = json.Text("license", "url"),
            Access = json.Says("is_confidential") || json.Says("is_embargoed") ? DatasetAccess.OnRequest : DatasetAccess.Open,
            Version = version,
            Pin = version is null ? null : $"{page.TrimEnd('/')}/{version}",
            LandingPage = page,
            Doi = json.Text("doi"),
            Description = PlainText.OfHtml(json.Text("description")),
            Files = [],
        };
    }

    private PlannedFile? Planned(JsonElement file) => file.Text("name") is { } name && file.Text("id") is { } id
        ? new(name, SourceSites.Join(options.Value.DownloadUrl, "files", id), file.Count("size"), Checksum.Of("md5", file.Text("computed_md5")) ?? Checksum.Of("md5", file.Text("supplied_md5")))
        : null;

    private static List<string> LinkWarnings(int links) =>
        links == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{SourceCodes.LinkOnly}: {links} file(s) are only links to other places and are left out.")];
}
