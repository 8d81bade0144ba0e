using System.Globalization;
using MedAgg.Domain.Search;
using MedAgg.Search.Index;

namespace MedAgg.Search.Catalog;

/// <summary>Facet filters and counts between names and the index's numbers.</summary>
internal static class CatalogFilters
{
    /// <summary>The viewer's filters and, always, what the viewer may see.</summary>
    public static IReadOnlyList<FacetFilter> Of(IndexSnapshot snapshot, SearchRequest request)
    {
        List<FacetFilter> filters = [];
        foreach ((string name, IReadOnlyList<string> values) in request.Filters)
        {
            int facet = CatalogFacets.Number(name);
            if (facet >= 0 && values.Count > 0) filters.Add(new FacetFilter(facet, [.. values.SelectMany(v => Values(snapshot.FacetValues[facet], v))]));
        }

        Lexicon audiences = snapshot.FacetValues[CatalogFacets.Audience];
        filters.Add(new FacetFilter(CatalogFacets.Audience, [0, .. request.Audiences.Select(a => audiences.Find(a))], IsHard: true));
        return filters;
    }

    /// <summary>Counts by facet name, the most frequent value first, years and ranges in their order, "not stated" last.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Counts(IndexSnapshot snapshot, IndexAnswer answer, SearchRequest request)
    {
        Dictionary<string, IReadOnlyList<FacetCount>> counts = [];
        for (int facet = 0; facet < FacetName.All.Count; facet++)
        {
            Lexicon values = snapshot.FacetValues[facet];
            int[] byValue = answer.FacetCounts[facet];
            List<FacetCount> stated = [];
            for (int value = 1; value < byValue.Length; value++)
                if (byValue[value] > 0) stated.Add(new FacetCount(values.Text(value).ToString(), byValue[value]));
            string name = FacetName.All[facet];
            IEnumerable<FacetCount> ordered = FacetRange.IsShownFor(name) ? InRanges(name, stated, request)
                : name == FacetName.Year ? stated.OrderByDescending(c => c.Value, StringComparer.Ordinal)
                : stated.OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal);
            counts[name] = byValue[0] > 0 ? [.. ordered, new FacetCount(FacetName.NotStated, byValue[0])] : [.. ordered];
        }

        return counts;
    }

    /// <summary>The shown ranges that hold something, and those that were chosen beside them.</summary>
    private static IEnumerable<FacetCount> InRanges(string facet, List<FacetCount> numbers, SearchRequest request)
    {
        List<FacetRange> ranges = [.. FacetRange.Of(facet)];
        foreach (string value in request.Filters.GetValueOrDefault(facet) ?? [])
            if (FacetRange.TryParse(value, out FacetRange chosen) && !ranges.Contains(chosen)) ranges.Add(chosen);
        return ranges.Select(range => new FacetCount(range.ToString(), numbers.Where(n => range.Contains(Number(n.Value))).Sum(n => n.Count))).Where(count => count.Count > 0);
    }

    private static long Number(ReadOnlySpan<char> value) => long.Parse(value, CultureInfo.InvariantCulture);

    // Values come from addresses that people write by hand: case does not matter.
    private static IEnumerable<int> Values(Lexicon values, string value)
    {
        if (value == FacetName.NotStated) return [0];
        int found = values.Find(value);
        if (found >= 0) return [found];
        if (FacetRange.TryParse(value, out FacetRange range)) return InRange(values, range);
        for (int i = 1; found < 0 && i < values.Count; i++)
            if (values.Text(i).Equals(value, StringComparison.OrdinalIgnoreCase)) found = i;
        return [found];
    }

    private static List<int> InRange(Lexicon values, FacetRange range)
    {
        List<int> inside = [];
        for (int i = 1; i < values.Count; i++)
            if (long.TryParse(values.Text(i), CultureInfo.InvariantCulture, out long number) && range.Contains(number)) inside.Add(i);
        return inside;
    }
}
