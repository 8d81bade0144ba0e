using System.Text.RegularExpressions;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.Osf;

/// <summary>A project, registration or file of OSF by its short id.</summary>
internal sealed partial record OsfAddress(string Guid)
{
    public static OsfAddress? Read(SourceAddress source, OsfOptions options)
    {
        if (source.Kind is not SourceKind.Url)
            return null;
        if (source.Doi is { } doi)
            return DoiForm().Match(doi) is { Success: true } match ? new(match.Groups[1].Value) : null;
        if (!SourceSites.IsAt(source.Url, options.BaseUrl, options.ApiUrl))
            return null;
        return SourceSites.Parts(source.Url!) switch
        {
            ["v2", "nodes" or "registrations" or "guids", var id, ..] when Form().IsMatch(id) => new(id),
            [var id, ..] when Form().IsMatch(id) => new(id),
            _ => null,
        };
    }

    [GeneratedRegex("^[a-z0-9]{5}$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^10\.17605/osf\.io/([a-z0-9]{5})$")]
    private static partial Regex DoiForm();
}
