using System.Globalization;

namespace MedAgg.Jobs.Providers.Kaggle;

internal enum KaggleThing
{
    Dataset,
    Notebook,
    Competition,
}

/// <summary>A dataset, a notebook or a competition of Kaggle.</summary>
/// <param name="Owner">Empty for a competition.</param>
/// <param name="Version">Of a dataset; null for the newest.</param>
internal sealed record KaggleAddress(KaggleThing Thing, string Owner, string Slug, int? Version)
{
    // First parts of addresses on the site that are no accounts.
    private static readonly string[] Places =
    [
        "account", "api", "blog", "c", "code", "competitions", "contact", "datasets", "discussion", "discussions", "docs", "events", "game-arena", "kernels", "learn",
        "me", "models", "organizations", "product-feedback", "progression", "rankings", "search", "settings", "static", "terms", "toc", "writeups", "work",
    ];

    public string Name => Owner.Length == 0 ? Slug : $"{Owner}/{Slug}";

    /// <summary>Reads an address of the site; null when it leads to none of the three.</summary>
    public static KaggleAddress? Read(SourceAddress source, KaggleOptions options)
    {
        if (!SourceSites.IsAt(source.Url, options.BaseUrl))
            return null;
        int? query = Number(SourceSites.Query(source.Url!, "datasetVersionNumber"));
        return SourceSites.Parts(source.Url!) switch
        {
            ["datasets", var owner, var slug, "versions", var version, ..] when AreNames(owner, slug) => new(KaggleThing.Dataset, owner, slug, Number(version)),
            ["datasets", var owner, var slug, ..] when AreNames(owner, slug) => new(KaggleThing.Dataset, owner, slug, query),
            ["code" or "kernels", var owner, var slug, ..] when AreNames(owner, slug) => new(KaggleThing.Notebook, owner, slug, null),
            ["c" or "competitions", var slug, ..] when AreNames(slug) => new(KaggleThing.Competition, "", slug, null),
            ["api", "v1", "datasets", "download" or "view" or "list", var owner, var slug, ..] when AreNames(owner, slug) => new(KaggleThing.Dataset, owner, slug, query),
            // As it was written before 2022.
            [var owner, var slug] when AreNames(owner, slug) && !Places.Contains(owner) => new(KaggleThing.Dataset, owner, slug, query),
            _ => null,
        };
    }

    /// <summary>Reads <c>owner/slug</c> and <c>owner/slug/version</c>, as notebooks name their inputs; null when it is neither.</summary>
    public static KaggleAddress? OfInput(string text) => text.Split('/') switch
    {
        [var owner, var slug] when AreNames(owner, slug) => new(KaggleThing.Dataset, owner, slug, null),
        [var owner, var slug, var version] when AreNames(owner, slug) => new(KaggleThing.Dataset, owner, slug, Number(version)),
        _ => null,
    };

    private static bool AreNames(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (name.Length is 0 or > 200 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                return false;
        }

        return true;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
