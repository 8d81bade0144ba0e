using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset of a Dataverse.</summary>
/// <param name="BaseUrl">Scheme, host and port of the Dataverse.</param>
/// <param name="PersistentId">For example <c>doi:10.7910/DVN/DBW86T</c>, in its own case.</param>
/// <param name="Version">For example <c>4.0</c>; null for the newest published one.</param>
internal sealed record DataverseAddress(string BaseUrl, string PersistentId, string? Version)
{
    public static DataverseAddress? Read(SourceAddress source, DataverseOptions options)
    {
        if (source.Kind is not SourceKind.Url)
            return null;
        if (source.Doi is { } doi)
            return doi.StartsWith(options.DoiPrefix, StringComparison.OrdinalIgnoreCase) ? new(options.BaseUrl, "doi:" + doi.ToUpperInvariant(), null) : null;
        if (source.Url is not { } url || url.Scheme is not ("http" or "https") || SourceSites.Query(url, "persistentId") is not { Length: > 0 } id)
            return null;
        bool isDataset = SourceSites.Parts(url) is ["dataset.xhtml"] or ["api", "datasets", ":persistentId", ..] or ["api", "access", "dataset", ":persistentId"] or ["citation"];
        return isDataset ? new(SourceSites.OriginOf(url.AbsoluteUri).AbsoluteUri.TrimEnd('/'), id, VersionOf(SourceSites.Query(url, "version"))) : null;
    }

    /// <summary>Address of the interface that describes the version.</summary>
    public string Api => $"{BaseUrl}/api/datasets/:persistentId/versions/{Version ?? ":latest-published"}?persistentId={Uri.EscapeDataString(PersistentId)}";

    public string Page => $"{BaseUrl}/dataset.xhtml?persistentId={Uri.EscapeDataString(PersistentId)}";

    // DRAFT and the like are of one account and no version.
    private static string? VersionOf(string? text) => text is { Length: > 0 and <= 12 } && text.All(c => char.IsAsciiDigit(c) || c == '.') ? text : null;
}
