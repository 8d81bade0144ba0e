using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Catalog;

namespace MedAgg.Search.Tests.Catalog;

/// <summary>The catalogue that ships with the product, in an index of its own.</summary>
internal static class ShippedCatalogue
{
    public static TaxonomyModel Taxonomy { get; } = TaxonomyLoader.LoadShipped();

    public static IReadOnlyList<IndexEntry> Entries { get; } = [.. CatalogLoader.LoadShipped(Taxonomy).Select(ToEntry)];

    public static DatasetSearch Search { get; } = new(NewIndex());

    public static DatasetIndex NewIndex()
    {
        DatasetIndex index = new(Taxonomy);
        index.Replace(Entries);
        return index;
    }

    /// <summary>The first hits of a question, by slug.</summary>
    public static string[] Slugs(string text, int take) => [.. Search.Search(new SearchRequest { Text = text, Take = take }).Hits.Select(h => h.Slug)];

    public static IndexEntry Entry(string slug) => Entries.Single(e => e.Slug == slug);

    public static Dictionary<string, IReadOnlyList<string>> Filter(string facet, params string[] values) => new() { [facet] = values };

    private static IndexEntry ToEntry(CatalogEntry entry) => new()
    {
        Slug = entry.Key,
        Title = entry.Title.ToText(),
        Description = entry.Description.ToText(),
        Modalities = entry.Modalities,
        Areas = entry.Areas,
        Pathologies = entry.Pathologies,
        Tasks = entry.Tasks,
        Labels = entry.Labels,
        Formats = entry.Formats,
        Provider = entry.Provider,
        Citation = entry.Citation,
        LicenceClass = Licence.ClassOf(entry.Licence),
        Access = entry.Access,
        Year = entry.Year,
        Images = entry.Images,
        Patients = entry.Patients,
        SizeBytes = entry.SizeBytes,
    };
}
