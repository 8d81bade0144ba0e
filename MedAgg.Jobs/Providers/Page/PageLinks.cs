using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>What a page that is no listing says about data: its links to files, and the description for search engines (schema.org Dataset).</summary>
internal sealed partial class PageLinks
{
    private PageLinks()
    {
    }

    public string? Title { get; private init; }

    public string? Licence { get; private init; }

    public string? Version { get; private init; }

    public string? Description { get; private init; }

    public string? Doi { get; private init; }

    /// <summary>The page asks for a password: it is a door and not a description.</summary>
    public bool IsLogin { get; private init; }

    public IReadOnlyList<PlannedFile> Files { get; private init; } = [];

    public static PageLinks Read(IDocument page, Uri url)
    {
        JsonElement dataset = DatasetOf(page);
        Uri baseUrl = page.QuerySelector("base[href]")?.GetAttribute("href") is { } href && Uri.TryCreate(url, href, out Uri? stated) ? stated : url;
        Dictionary<string, PlannedFile> files = [];
        foreach (JsonElement part in Each(dataset.At("distribution")))
            Add(files, baseUrl, part.Text("contentUrl"), null, part.Count("contentSize"), Checksum.Of("sha256", part.Text("sha256")) ?? Checksum.Of("md5", part.Text("md5")), isData: true);
        foreach (IElement link in page.QuerySelectorAll("a[href]"))
            Add(files, baseUrl, link.GetAttribute("href"), link.GetAttribute("download"), null, null, link.HasAttribute("download"));
        return new()
        {
            Title = dataset.Text("name") ?? page.QuerySelector("meta[property='og:title']")?.GetAttribute("content") ?? page.QuerySelector("h1")?.TextContent.Trim() ?? page.Title,
            Licence = dataset.Text("license") ?? dataset.Text("license", "name") ?? dataset.Text("license", "url") ?? LicenceOf(page),
            Version = dataset.Text("version"),
            Description = PlainText.OfHtml(dataset.Text("description") ?? page.QuerySelector("meta[name='description']")?.GetAttribute("content")),
            Doi = SourceSites.DoiOf(dataset.Text("identifier") ?? dataset.Text("@id") ?? ""),
            IsLogin = page.QuerySelector("input[type='password']") is not null,
            Files = [.. files.Values],
        };
    }

    private static void Add(Dictionary<string, PlannedFile> files, Uri baseUrl, string? href, string? name, long? size, string? checksum, bool isData)
    {
        if (href is null || !Uri.TryCreate(baseUrl, href, out Uri? url) || url.Scheme is not ("http" or "https"))
            return;
        string file = FileNames.Clean(name) ?? FileNames.Clean(Uri.UnescapeDataString(url.Segments[^1])) ?? "";
        if (file.Length == 0 || !(isData || DataFile().IsMatch(file)))
            return;
        string location = url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        files.TryAdd(location, new(file, location, size, checksum));
    }

    private static string? LicenceOf(IDocument page) =>
        page.QuerySelector("a[rel~='license'], link[rel~='license']") is { } link ? link.TextContent.Trim() is { Length: > 0 and < 200 } words ? words : (link as IHtmlAnchorElement)?.Href : null;

    private static JsonElement DatasetOf(IDocument page)
    {
        foreach (IElement script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(script.TextContent, new() { MaxDepth = 32 });
                foreach (JsonElement item in Each(json.RootElement).Concat(Each(json.RootElement.At("@graph"))))
                {
                    if (Each(item.At("@type")).Any(type => type.Text() == "Dataset"))
                        return item.Clone();
                }
            }
            catch (JsonException)
            {
                continue; // a page with a broken description is still a page with links
            }
        }

        return default;
    }

    private static IEnumerable<JsonElement> Each(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => [],
        JsonValueKind.Array => json.EnumerateArray(),
        _ => [json],
    };

    [GeneratedRegex(@"\.(?:zip|tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz)|7z|rar|dcm|dicom|nii|nii\.gz|mha|mhd|nrrd|nhdr|hdr|img|tiff?|svs|ndpi|jp2|npy|npz|h5|hdf5|mat|parquet|csv|tsv|xlsx?|jsonl?|tcia|s5cmd|png|jpe?g|bmp|gif|webp|gz|bz2|xz)$", RegexOptions.IgnoreCase)]
    private static partial Regex DataFile();
}
