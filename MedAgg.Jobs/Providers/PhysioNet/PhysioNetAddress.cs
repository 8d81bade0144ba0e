using MedAgg.Domain.Ingestion;

namespace MedAgg.Jobs.Providers.PhysioNet;

/// <summary>A project of PhysioNet, and what of it the address names.</summary>
/// <param name="Version">Null for the newest.</param>
/// <param name="Folder">Folder or file below the project; null for everything.</param>
internal sealed record PhysioNetAddress(string Slug, string? Version, string? Folder)
{
    public static PhysioNetAddress? Read(SourceAddress source, PhysioNetOptions options)
    {
        if (source.Kind is not SourceKind.Url || !SourceSites.IsAt(source.Url, options.BaseUrl))
            return null;
        return SourceSites.Parts(source.Url!) switch
        {
            ["content", var slug] => new(slug, null, null),
            ["content", var slug, "get-zip", var version, ..] => new(slug, version, null),
            ["content", var slug, var version, ..] => new(slug, version, null),
            ["files", var slug] => new(slug, null, null),
            ["files", var slug, var version] => new(slug, version, null),
            ["files", var slug, var version, .. var below] => new(slug, version, string.Join('/', below)),
            _ => null,
        };
    }
}
