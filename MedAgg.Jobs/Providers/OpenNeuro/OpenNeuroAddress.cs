using System.Text.RegularExpressions;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.OpenNeuro;

/// <summary>A dataset of OpenNeuro.</summary>
/// <param name="DatasetId">For example <c>ds000224</c>.</param>
/// <param name="Tag">Snapshot, for example <c>1.0.1</c>; null for the newest.</param>
internal sealed partial record OpenNeuroAddress(string DatasetId, string? Tag)
{
    public static OpenNeuroAddress? Read(SourceAddress source, OpenNeuroOptions options)
    {
        if (source.Kind is not SourceKind.Url)
            return null;
        if (source.Doi is { } doi)
            return DoiForm().Match(doi) is { Success: true } match ? new(match.Groups["id"].Value, match.Groups["tag"].Value) : null;
        if (ShortForm().IsMatch(source.Location.Trim()))
            return new(source.Location.Trim(), null);
        if (!SourceSites.IsAt(source.Url, options.BaseUrl))
            return null;
        return SourceSites.Parts(source.Url!) switch
        {
            ["datasets", var id, "versions", var tag, ..] when IdForm().IsMatch(id) && TagForm().IsMatch(tag) => new(id, tag),
            ["datasets", var id, ..] when IdForm().IsMatch(id) => new(id, null),
            _ => null,
        };
    }

    [GeneratedRegex(@"^ds\d{6,7}$")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^ds\d{6}$")]
    private static partial Regex ShortForm();

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,60}$")]
    private static partial Regex TagForm();

    [GeneratedRegex(@"^10\.18112/openneuro\.(?<id>ds\d{6,7})\.v(?<tag>[a-z0-9._-]{1,60})$")]
    private static partial Regex DoiForm();
}
