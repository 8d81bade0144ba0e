using MedAgg.Domain.Search;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>The numbers of a dataset that the index holds: ranges choose by them, and the first two are summed.</summary>
internal static class CatalogMeasures
{
    public const int Images = 0;
    public const int Size = 1;

    /// <summary>Measures that are summed over all matches.</summary>
    public const int Summed = 2;

    private const long NotStated = -1;

    private static readonly string[] Facets = [FacetName.Images, FacetName.Size, FacetName.Patients, FacetName.Year];

    public static int Count => Facets.Length;

    /// <summary>Numbers of a dataset, in the order of the measures.</summary>
    public static IReadOnlyList<long> Of(IndexEntry entry) => [entry.Images ?? NotStated, entry.SizeBytes ?? NotStated, entry.Patients ?? NotStated, entry.Year ?? NotStated];

    /// <summary>What a chosen value of a facet means as a range; null where it is none.</summary>
    public static MeasureRange? Range(string facet, string value) =>
        FacetRange.Parse(facet, value) is { } range ? new MeasureRange(Array.IndexOf(Facets, facet), range.From ?? 0, range.To ?? long.MaxValue) : null;
}
