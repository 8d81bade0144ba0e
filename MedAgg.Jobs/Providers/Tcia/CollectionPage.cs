using System.Text.Json;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>What TCIA tells about one of its datasets on the dataset's page.</summary>
internal sealed record CollectionPage
{
    /// <summary>Last part of the page's address: not the name of the collection.</summary>
    public required string Slug { get; init; }

    /// <summary>Name of the collection at NBIA, for example <c>CMMD</c>.</summary>
    public required string ShortTitle { get; init; }

    /// <summary>Whether it is somebody's work on collections (segmentations, measurements) and not a collection.</summary>
    public bool IsAnalysis { get; init; }

    public string? Title { get; init; }

    public string? Doi { get; init; }

    public string? Version { get; init; }

    /// <summary>Whether TCIA says that not everybody gets the files.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Licences of its downloads in TCIA's words, each once.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    /// <summary>Addresses of what lies beside the images: label sheets, segmentations, documents. Never <c>.tcia</c> lists.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Addresses of packages that only their own program fetches (IBM Aspera).</summary>
    public IReadOnlyList<string> Manual { get; init; } = [];

    /// <summary>Reads one record of the site's <c>collections</c> or <c>analysis-results</c>. Fields are found by their names, at any depth, because the two versions of the interface nest them differently.</summary>
    public static CollectionPage? Read(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object || (First(item, "collection_short_title") ?? First(item, "result_short_title")) is not { } name)
            return null;
        SortedSet<string> licences = new(StringComparer.Ordinal);
        List<string> files = [];
        List<string> manual = [];
        foreach (string field in (string[])["collection_downloads", "result_downloads"])
        {
            if (item.TryGetProperty(field, out JsonElement downloads))
                Walk(downloads, field, licences, files, manual, depth: 0);
        }

        return new()
        {
            Slug = First(item, "slug") ?? "",
            ShortTitle = name,
            IsAnalysis = First(item, "collection_short_title") is null,
            Title = First(item, "collection_title") ?? First(item, "result_title") ?? First(item, "title"),
            Doi = First(item, "collection_doi") ?? First(item, "result_doi"),
            Version = First(item, "version_number"),
            IsLimited = (First(item, "collection_page_accessibility") ?? First(item, "result_page_accessibility"))?.Equals("Limited", StringComparison.OrdinalIgnoreCase) == true,
            Licences = [.. licences],
            Files = [.. files.Distinct(StringComparer.Ordinal)],
            Manual = [.. manual.Distinct(StringComparer.Ordinal)],
        };
    }

    private static void Walk(JsonElement value, string name, SortedSet<string> licences, List<string> files, List<string> manual, int depth)
    {
        if (depth > 8)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty field in value.EnumerateObject())
                    Walk(field.Value, field.Name, licences, files, manual, depth + 1);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                    Walk(item, name, licences, files, manual, depth + 1);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                Take(text.Trim(), name, licences, files, manual);
                break;
        }
    }

    private static void Take(string text, string name, SortedSet<string> licences, List<string> files, List<string> manual)
    {
        if (name is "data_license" or "license" or "license_label" or "license_name")
        {
            if (!text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                licences.Add(text);
            return;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            return;
        if (url.Host.Contains("faspex", StringComparison.OrdinalIgnoreCase) || url.Host.Contains("aspera", StringComparison.OrdinalIgnoreCase))
            manual.Add(url.AbsoluteUri);
        else if (name is "download_url" or "download_file" or "source_url" or "url" or "guid" && IsFile(url))
            files.Add(url.AbsoluteUri);
    }

    private static bool IsFile(Uri url) =>
        Path.GetExtension(url.AbsolutePath).ToLowerInvariant() is ".xlsx" or ".xls" or ".csv" or ".tsv" or ".txt" or ".json" or ".xml" or ".zip" or ".docx" or ".pdf" or ".gz" or ".tgz";

    private static string? First(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out JsonElement value))
            return null;
        // WordPress wraps some texts: {"rendered": "…"}.
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("rendered", out JsonElement rendered))
            value = rendered;
        string? text = value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString().Trim() : null;
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
