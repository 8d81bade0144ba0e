using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Providers.Figshare;

/// <summary>An article of Figshare, or a collection of articles.</summary>
/// <param name="Id">Number of the article or the collection.</param>
/// <param name="Version">Number of the version; null for the newest.</param>
internal sealed partial record FigshareAddress(string Id, string? Version, bool IsCollection)
{
    /// <summary>Reads a page, an API address or a DOI; null when it is none of Figshare's.</summary>
    public static FigshareAddress? Read(SourceAddress source, FigshareOptions options)
    {
        if (source.Doi is { } doi)
            return DoiForm().Match(doi) is { Success: true } match ? new(match.Groups[2].Value, Group(match, 3), match.Groups[1].Value == "c.") : null;
        if (source.Url is not { } url || !(SourceSites.IsAt(url, options.BaseUrl, options.ApiUrl) || IsInstitution(url, options)))
            return null;
        // …/articles/dataset/Some_title/123/2, …/collections/Some_title/123/2, and /v2/articles/123/versions/2 of the API.
        List<string> parts = [.. SourceSites.Parts(url).Where(part => part is not ("v2" or "versions"))];
        int kind = parts.FindIndex(part => part is "articles" or "collections");
        int number = kind < 0 ? -1 : parts.FindIndex(kind, IsNumber);
        return number < 0
            ? null
            : new(parts[number], number + 1 < parts.Count && IsNumber(parts[number + 1]) ? parts[number + 1] : null, parts[kind] == "collections");
    }

    private static bool IsInstitution(Uri url, FigshareOptions options) =>
        Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out Uri? site) && url.Scheme == site.Scheme && url.Port == site.Port
        && url.IdnHost.EndsWith("." + site.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string text) => text.Length is > 0 and <= 12 && text.All(char.IsAsciiDigit);

    private static string? Group(Match match, int group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    [GeneratedRegex(@"^10\.6084/m9\.figshare\.(c\.)?(\d{1,12})(?:\.v(\d{1,6}))?$")]
    private static partial Regex DoiForm();
}
