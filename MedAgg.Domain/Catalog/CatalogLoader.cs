using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MedAgg.Domain.Catalog;

/// <summary>Reads <c>taxonomy/catalog/*.yaml</c>. A wrong file stops the start with its name and line: a catalogue with a hole is worse.</summary>
public static class CatalogLoader
{
    private const string ResourcePrefix = "catalog/";
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();

    /// <summary>The catalogue that was built into the product, in the order of the keys.</summary>
    /// <exception cref="RefusedException"><c>CATALOGUE_INVALID</c></exception>
    public static IReadOnlyList<CatalogEntry> LoadShipped(TaxonomyModel taxonomy)
    {
        List<CatalogEntry> entries = [];
        foreach (string resource in typeof(CatalogLoader).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            using StreamReader reader = new(typeof(CatalogLoader).Assembly.GetManifestResourceStream(resource)!);
            entries.Add(Read(resource[ResourcePrefix.Length..], reader.ReadToEnd(), taxonomy));
        }

        return entries;
    }

    /// <summary>One entry.</summary>
    /// <param name="name">File name, which must be the key and <c>.yaml</c>.</param>
    /// <exception cref="RefusedException"><c>CATALOGUE_INVALID</c>: no YAML, an unknown key, a value without a term, a text that is missing in one language.</exception>
    public static CatalogEntry Read(string name, string text, TaxonomyModel taxonomy)
    {
        try
        {
            CatalogEntry entry = Yaml.Deserialize<CatalogEntry>(text) ?? throw Wrong(name, "the file is empty");
            Check(entry, name, taxonomy);
            return entry;
        }
        catch (YamlException exception)
        {
            throw new RefusedException(
                new Refusal("CATALOGUE_INVALID", $"{name} line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}"), exception);
        }
    }

    private static void Check(CatalogEntry entry, string name, TaxonomyModel taxonomy)
    {
        if (entry.Key + ".yaml" != name)
            throw Wrong(name, $"the key \"{entry.Key}\" is not the file's name");
        if (entry.Title.En.Length == 0 || entry.Title.Ru.Length == 0 || entry.Description.En.Length == 0 || entry.Description.Ru.Length == 0)
            throw Wrong(name, "title and description are needed in English and Russian");
        if (entry.Provider.Length == 0)
            throw Wrong(name, "there is no provider");

        CheckTerms(entry.Modalities, TermKind.Modality);
        CheckTerms(entry.Areas, TermKind.Area);
        CheckTerms(entry.Pathologies, TermKind.Pathology);
        CheckTerms(entry.Tasks, TermKind.Task);

        void CheckTerms(List<string> ids, TermKind kind)
        {
            if (ids.Find(id => taxonomy.Find(id)?.Kind != kind) is { } unknown)
                throw Wrong(name, $"the taxonomy has no {kind.ToString().ToLowerInvariant()} \"{unknown}\"");
        }
    }

    private static RefusedException Wrong(string name, string what) => new("CATALOGUE_INVALID", $"{name}: {what}");
}
