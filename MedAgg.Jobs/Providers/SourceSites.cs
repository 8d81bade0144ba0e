using System.Text.RegularExpressions;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers;

/// <summary>Reads addresses: whose they are, and what their parts say.</summary>
public static partial class SourceSites
{
    /// <summary>Whether the address is at one of the hosts. A host is compared exactly with its port, so that <c>zenodo.org.evil.example</c> is nobody's; <c>www.</c> is the same host.</summary>
    /// <param name="url">The address; null is nowhere.</param>
    /// <param name="bases">Addresses such as <c>https://zenodo.org</c>; only their host and port count.</param>
    public static bool IsAt(Uri? url, params ReadOnlySpan<string> bases)
    {
        if (url is null || url.Scheme is not ("http" or "https") || !HostText.IsNamed(url))
            return false;
        foreach (string text in bases)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? site) && Plain(site.IdnHost) == Plain(url.IdnHost) && (site.Port == url.Port || (site.IsDefaultPort && url.IsDefaultPort)))
                return true;
        }

        return false;
    }

    /// <summary>Parts of the path, unescaped once.</summary>
    public static string[] Parts(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return [.. url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    /// <summary>A value of the query; null without it.</summary>
    public static string? Query(Uri url, string name)
    {
        ArgumentNullException.ThrowIfNull(url);
        foreach (string pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? pair : pair[..equals];
            if (string.Equals(Uri.UnescapeDataString(key), name, StringComparison.OrdinalIgnoreCase))
                return equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }

        return null;
    }

    /// <summary>Joins a base address and path parts, escaping each part.</summary>
    public static string Join(string baseUrl, params ReadOnlySpan<string> parts)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        string url = baseUrl.TrimEnd('/');
        foreach (string part in parts)
            url += "/" + Uri.EscapeDataString(part);
        return url;
    }

    /// <summary>Escapes each part of a path with <c>/</c>.</summary>
    public static string EscapePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>Scheme, host and port.</summary>
    public static Uri OriginOf(string url) => new(new Uri(url).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));

    /// <summary>The DOI in a text, lower case; null when the text is none.</summary>
    public static string? DoiOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Doi().Match(text.Trim());
        return match.Success ? Uri.UnescapeDataString(match.Groups[1].Value).ToLowerInvariant() : null;
    }

    private static string Plain(string host)
    {
        string lower = host.ToLowerInvariant();
        return lower.StartsWith("www.", StringComparison.Ordinal) ? lower[4..] : lower;
    }

    [GeneratedRegex(@"^(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/[^\s?#]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Doi();
}
