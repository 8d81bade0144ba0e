using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Search;
using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Catalog;

/// <summary>The facets of a dataset, as numbers for the index and values for addresses.</summary>
internal static class CatalogFacets
{
    /// <summary>Who may find the dataset: a facet that is never shown and never chosen.</summary>
    public static int Audience { get; } = FacetName.All.Count;

    /// <summary>All facets, the hidden one included.</summary>
    public static int Count { get; } = FacetName.All.Count + 1;

    private const string Yes = "yes";
    private const string No = "no";

    public static int Number(string name) => FacetName.All.IndexOf(name);

    /// <summary>Values of a dataset in the order of <see cref="FacetName.All"/>; terms with everything above them, so that the lung is found under the chest.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IndexEntry entry, TaxonomyModel taxonomy) =>
    [
        WithWider(entry.Modalities, taxonomy),
        WithWider(entry.Areas, taxonomy),
        WithWider(entry.Pathologies, taxonomy),
        WithWider(entry.Tasks, taxonomy),
        [.. entry.Tags.Concat(entry.Labels).Where(t => t.Length > 0)],
        entry.LicenceClass == default ? [] : [NameOf(entry.LicenceClass)],
        entry.Access == default ? [] : [NameOf(entry.Access)],
        entry.Provider.Length == 0 ? [] : [entry.Provider],
        [.. entry.Formats.Where(f => f.Length > 0)],
        Band(FacetName.Images, entry.Images),
        Band(FacetName.Patients, entry.Patients),
        Band(FacetName.Size, entry.SizeBytes),
        entry.Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : [],
        [entry.IsInspected ? Yes : No],
        Downloadable(entry),
        entry.Audience is { } audience ? [audience] : [],
    ];

    private static string[] Band(string facet, long? number) => FacetBand.Find(facet, number) is { } band ? [band.Id] : [];

    // What was opened here lies here, whatever the source asks for.
    private static string[] Downloadable(IndexEntry entry) =>
        entry.IsInspected || entry.Access == DatasetAccess.Open ? [Yes] : entry.Access == DatasetAccess.Unknown ? [] : [No];

    private static List<string> WithWider(IReadOnlyList<string> ids, TaxonomyModel taxonomy) =>
        [.. ids.Concat(ids.SelectMany(id => taxonomy.Ancestors(id).Select(a => a.Id))).Distinct(StringComparer.Ordinal)];

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        return -1;
    }
}
