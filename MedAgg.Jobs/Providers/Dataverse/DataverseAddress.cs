using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.Dataverse;

/// <summary>A dataset of a Dataverse, or one file of it.</summary>
/// <param name="BaseUrl">Scheme, host and port of the Dataverse.</param>
/// <param name="PersistentId">For example <c>doi:10.7910/DVN/DBW86T</c>, in its own case. Empty for a file whose dataset is not known yet.</param>
/// <param name="Version">For example <c>4.0</c>; null for the newest published one.</param>
internal sealed record DataverseAddress(string BaseUrl, string PersistentId, string? Version)
{
    /// <summary>Number or persistent id of the one file that is meant; null for the whole dataset.</summary>
    public string? File { get; init; }

    public static DataverseAddress? Read(SourceAddress source, DataverseOptions options)
    {
        if (source.Kind is not SourceKind.Url)
            return null;
        if (source.Doi is { } doi)
            return doi.StartsWith(options.DoiPrefix, StringComparison.OrdinalIgnoreCase) ? new(options.BaseUrl, "doi:" + doi.ToUpperInvariant(), null) : null;
        if (source.Url is not { } url || url.Scheme is not ("http" or "https"))
            return null;
        string site = SourceSites.OriginOf(url.AbsoluteUri).AbsoluteUri.TrimEnd('/');
        string? id = SourceSites.Query(url, "persistentId") is { Length: > 0 } named ? named : null;
        string? version = VersionOf(SourceSites.Query(url, "version"));
        return SourceSites.Parts(url) switch
        {
            ["file.xhtml"] when id is not null => new(site, "", version) { File = id },
            ["file.xhtml"] when SourceSites.Query(url, "fileId") is { Length: > 0 and < 20 } number && number.All(char.IsAsciiDigit) => new(site, "", version) { File = number },
            ["dataset.xhtml"] or ["api", "datasets", ":persistentId", ..] or ["api", "access", "dataset", ":persistentId"] or ["citation"] when id is not null => new(site, id, version),
            _ => null,
        };
    }

    /// <summary>Address of the interface that describes the version.</summary>
    public string Api => $"{BaseUrl}/api/datasets/:persistentId/versions/{Version ?? ":latest-published"}?persistentId={Uri.EscapeDataString(PersistentId)}";

    /// <summary>Address of the interface that tells which dataset the file is of.</summary>
    public string FileApi => IsNumber
        ? $"{BaseUrl}/api/files/{File}?returnDatasetVersion=true"
        : $"{BaseUrl}/api/files/:persistentId?persistentId={Uri.EscapeDataString(File!)}&returnDatasetVersion=true";

    public string Page => $"{BaseUrl}/dataset.xhtml?persistentId={Uri.EscapeDataString(PersistentId)}";

    /// <summary>The same address with its version fixed.</summary>
    public string PinOf(string version) => (File is null ? Page : IsNumber ? $"{BaseUrl}/file.xhtml?fileId={File}" : $"{BaseUrl}/file.xhtml?persistentId={Uri.EscapeDataString(File)}") + "&version=" + version;

    /// <summary>The dataset that the persistent id of a file names by itself (<c>doi:10.7910/DVN/DBW86T/ABCDEF</c>); null when it names none.</summary>
    public string? DatasetInFileId() =>
        !IsNumber && File!.LastIndexOf('/') is > 0 and var last && SourceSites.DoiOf(File[..last]) is not null ? File[..last] : null;

    /// <summary>Whether a file of the dataset is meant.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="persistentId">Its persistent id; null without one.</param>
    public bool Wants(string number, string? persistentId) =>
        File is null || (IsNumber ? File == number : string.Equals(File, persistentId, StringComparison.OrdinalIgnoreCase));

    private bool IsNumber => File!.All(char.IsAsciiDigit);

    // DRAFT and the like are of one account and no version.
    private static string? VersionOf(string? text) => text is { Length: > 0 and <= 12 } && text.All(c => char.IsAsciiDigit(c) || c == '.') ? text : null;
}
