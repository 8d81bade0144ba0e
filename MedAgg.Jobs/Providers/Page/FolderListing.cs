using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Page;

/// <summary>One line of a folder on a web server.</summary>
/// <param name="SizeBytes">Null where the server rounds it or says nothing.</param>
internal sealed record ListedEntry(Uri Url, bool IsFolder, long? SizeBytes);

/// <summary>Reads the listing that a web server makes of a folder: Apache, nginx, lighttpd, IIS, Python, PhysioNet, and nginx's JSON. Names are read from the link, because the text is cut off.</summary>
internal static partial class FolderListing
{
    /// <summary>Whether the page is such a listing.</summary>
    public static bool Is(IDocument page, Uri url)
    {
        string heading = (page.Title ?? "") + "\n" + (page.QuerySelector("h1, h2")?.TextContent ?? "");
        return Heading().IsMatch(heading)
            || page.Links.Any(link => link.TextContent.Trim() is "[To Parent Directory]" or "Parent Directory" or "../" || (link.GetAttribute("href") == "../" && url.AbsolutePath.EndsWith('/')));
    }

    /// <summary>Entries at or below the folder; sorting links, parents and everything elsewhere are passed over.</summary>
    public static IEnumerable<ListedEntry> Read(IDocument page, Uri folder)
    {
        HashSet<string> seen = [];
        foreach (IElement link in page.Links)
        {
            if (link.GetAttribute("href") is { } href && EntryOf(href, folder) is { } url && seen.Add(url.AbsoluteUri))
                yield return new(url, url.AbsolutePath.EndsWith('/'), SizeOf(link));
        }
    }

    /// <summary>Entries of the JSON that nginx makes when told so; none when it is something else.</summary>
    public static IEnumerable<ListedEntry> ReadJson(JsonElement json, Uri folder)
    {
        foreach (JsonElement item in json.Each())
        {
            bool isFolder = item.Text("type") is "directory";
            if (item.Text("name") is { } name && item.Text("type") is "file" or "directory" && EntryOf(Uri.EscapeDataString(item.Text("name")!) + (isFolder ? "/" : ""), folder) is { } url)
                yield return new(url, isFolder, item.Count("size"));
        }
    }

    private static Uri? EntryOf(string href, Uri folder)
    {
        if (href.Contains('\\', StringComparison.Ordinal) || href.StartsWith('?') || href.StartsWith('#') || !Uri.TryCreate(folder, href, out Uri? url))
            return null;
        bool isBelow = url.Scheme == folder.Scheme && url.Authority == folder.Authority && url.Query.Length == 0
            && url.AbsolutePath.StartsWith(folder.AbsolutePath, StringComparison.Ordinal) && url.AbsolutePath.Length > folder.AbsolutePath.Length;
        // An escaped "../" would lead out of the folder on servers that unescape twice.
        return isBelow && !Uri.UnescapeDataString(url.AbsolutePath).Split('/', '\\').Contains("..") ? new(url.GetLeftPart(UriPartial.Path)) : null;
    }

    // nginx, Apache (plain): "<a>name</a>   12-Jun-2025 14:21   1234"; IIS: "6/12/2025  2:21 PM   1234 <a>"; Apache (table): a cell of its own.
    private static long? SizeOf(IElement link)
    {
        if (link.Closest("tr") is { } row)
            return row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).Where(text => WholeNumber().IsMatch(text)).Select(Number).LastOrDefault();
        if (link.NextSibling is IText after && AfterLink().Match(after.Data) is { Success: true } behind)
            return Number(behind.Groups[1].Value);
        return link.PreviousSibling is IText before && BeforeLink().Match(before.Data) is { Success: true } ahead ? Number(ahead.Groups[1].Value) : null;
    }

    private static long? Number(string text) => long.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    [GeneratedRegex(@"^\s*(?:Index of|Directory listing (?:of|for)|Directory:?|Listing of|.* - /)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\d{1,18}$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^\s*(?:\d{2}-\w{3}-\d{4}|\d{4}-\d{2}-\d{2})\s+\d{2}:\d{2}(?::\d{2})?\s+(\d{1,18})\s*(?:$|\r|\n)")]
    private static partial Regex AfterLink();

    [GeneratedRegex(@"(?:AM|PM|\d{2}:\d{2})\s+([\d,]{1,24})\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeLink();
}
