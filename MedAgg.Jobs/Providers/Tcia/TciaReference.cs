using System.Text.RegularExpressions;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>What an address of the cancer imaging archives points at.</summary>
/// <param name="Kind">Which kind of thing.</param>
/// <param name="Name">Collection, slug, DOI, series UID, or the address of a list.</param>
internal sealed partial record TciaReference(TciaKind Kind, string Name)
{
    private const int MaxNameCharacters = 200;

    /// <summary>Recognises pages, lists, interfaces and short forms (<c>tcia:CMMD</c>, <c>idc:cmmd</c>); null for anything else.</summary>
    public static TciaReference? Of(string location)
    {
        string text = location.Trim();
        if (ShortForm().Match(text) is { Success: true } form)
            return OfShortForm(form.Groups["archive"].Value, form.Groups["name"].Value.Trim());
        if (IdcPlace.Parse(text) is { } place && place.Bucket.StartsWith("idc-open", StringComparison.Ordinal))
            return new(TciaKind.Place, place.ToString());
        if (Doi().Match(text) is { Success: true } doi)
            return new(TciaKind.Doi, Uri.UnescapeDataString(doi.Groups["doi"].Value).TrimEnd('/').ToLowerInvariant());
        if (HostText.Absolute(text) is not { } url || url.Scheme is not ("http" or "https"))
            return null;
        return OfPath(url) ?? OfQuery(url) ?? (IsList(url.AbsolutePath) ? new(TciaKind.List, text) : null);
    }

    /// <summary>Whether a file of that name is a list of series.</summary>
    public static bool IsList(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".tcia", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".s5cmd", StringComparison.OrdinalIgnoreCase)
            || (name.Contains("manifest", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(name).ToLowerInvariant() is ".csv" or ".tsv" or ".xlsx");
    }

    private static TciaReference? OfShortForm(string archive, string name)
    {
        if (name.Length is 0 or > MaxNameCharacters)
            return null;
        if (archive.Equals("idc", StringComparison.OrdinalIgnoreCase))
            return new(TciaKind.IdcCollection, name.ToLowerInvariant());
        return DicomUid.Is(name) ? new(TciaKind.Series, name) : new(TciaKind.Collection, name);
    }

    private static TciaReference? OfPath(Uri url)
    {
        string[] parts = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (IsTcia(url.IdnHost) && parts is ["collection" or "analysis-result" or "collections", var slug, ..])
            return new(parts[0] == "analysis-result" ? TciaKind.AnalysisPage : TciaKind.CollectionPage, Uri.UnescapeDataString(slug).ToLowerInvariant());
        return IsIdc(url.IdnHost) && parts is ["collections", var collection, ..] ? new(TciaKind.IdcCollection, Uri.UnescapeDataString(collection).ToLowerInvariant()) : null;
    }

    private static TciaReference? OfQuery(Uri url)
    {
        if (!IsTcia(url.IdnHost) && !IsIdc(url.IdnHost))
            return null;
        foreach (string pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (parts is not [var name, { Length: > 0 } value])
                continue;
            value = Uri.UnescapeDataString(value.Replace('+', ' '));
            switch (name)
            {
                case "CollectionCriteria" or "Collection":
                    return new(TciaKind.Collection, value);
                case "SeriesInstanceUID" when DicomUid.Is(value):
                    return new(TciaKind.Series, value);
                case "collection_id":
                    return new(TciaKind.IdcCollection, value.ToLowerInvariant());
            }
        }

        return null;
    }

    private static bool IsTcia(string host) => host == "cancerimagingarchive.net" || host.EndsWith(".cancerimagingarchive.net", StringComparison.Ordinal);

    private static bool IsIdc(string host) => host == "imaging.datacommons.cancer.gov" || host.EndsWith(".imaging.datacommons.cancer.gov", StringComparison.Ordinal);

    [GeneratedRegex("^(?<archive>tcia|nbia|idc):(?!//)(?<name>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex ShortForm();

    // TCIA's own prefix; its DOIs are written with and without the hyphen.
    [GeneratedRegex(@"^(?:doi:|https?://(?:dx\.)?doi\.org/)?(?<doi>10\.7937/[^\s?#]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Doi();
}

/// <summary>What a <see cref="TciaReference"/> names.</summary>
internal enum TciaKind
{
    /// <summary>A collection by its name at NBIA.</summary>
    Collection,

    /// <summary>A collection by its id at IDC.</summary>
    IdcCollection,

    /// <summary>A collection by the last part of its page's address.</summary>
    CollectionPage,

    /// <summary>An analysis result by the last part of its page's address.</summary>
    AnalysisPage,

    Doi,

    /// <summary>One series by its UID.</summary>
    Series,

    /// <summary>One folder of a bucket.</summary>
    Place,

    /// <summary>A list of series at an address.</summary>
    List,
}
