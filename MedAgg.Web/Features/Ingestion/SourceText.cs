using System.Text.RegularExpressions;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Reads what people paste as a source.</summary>
public static partial class SourceText
{
    /// <summary>
    /// The source as it is stored: without blanks around it, and with <c>https://</c> where somebody left the scheme out
    /// (<c>zenodo.org/records/1</c>, but neither a DOI nor <c>owner/name</c>).
    /// </summary>
    public static IngestionSource Tidy(IngestionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string location = source.Location.Trim();
        return source with { Location = source.Kind == SourceKind.Url && BareHost().IsMatch(location) ? "https://" + location : location };
    }

    /// <summary>Whether the guard has to see it: everything that names a scheme, and so leads to a host or tries to lead elsewhere.</summary>
    public static bool IsUrl(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Scheme().IsMatch(location);
    }

    /// <summary>Whether it is an address of the web.</summary>
    public static bool IsWeb(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || location.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A short name for a job that has none: last part of the path, else the host, else the text.</summary>
    public static string ShortName(IngestionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string place = source.Kind == SourceKind.Url && Uri.TryCreate(source.Location, UriKind.Absolute, out Uri? url) && url.Host.Length > 0
            ? url.Host + Uri.UnescapeDataString(url.AbsolutePath)
            : source.Location;
        string[] parts = place.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? place : parts[^1];
    }

    /// <summary>The place without what may be a secret: no query, no fragment, no user name.</summary>
    public static string Shown(IngestionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Kind == SourceKind.Url && Uri.TryCreate(source.Location, UriKind.Absolute, out Uri? url) && url.Host.Length > 0
            ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : source.Location;
    }

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?(/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex BareHost();

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*:(//|[^/\s]+@)|^(file|data|javascript|ftp|gopher|ssh):", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
