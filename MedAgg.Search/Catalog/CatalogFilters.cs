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
            if (facet >= 0 && values.Count > 0)
                filters.Add(new FacetFilter(facet, [.. values.Select(v => Value(snapshot.FacetValues[facet], v))]) { Ranges = [.. Ranges(name, values).Select(r => r.Range)] });
        }

        filters.Add(Visible(snapshot, request.Audiences));
        return filters;
    }

    /// <summary>What a viewer may see.</summary>
    public static FacetFilter Visible(IndexSnapshot snapshot, IReadOnlyList<string> audiences)
    {
        Lexicon known = snapshot.FacetValues[CatalogFacets.Audience];
        return new FacetFilter(CatalogFacets.Audience, [0, .. audiences.Select(a => known.Find(a))], IsHard: true);
    }

    /// <summary>Counts by facet name, the most frequent value first; then the ranges that were chosen; "not stated" last.</summary>
    /// <param name="snapshot">What was searched.</param>
    /// <param name="request">What was asked, with the filters of <see cref="Of"/>.</param>
    /// <param name="answer">What was found.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Counts(IndexSnapshot snapshot, SearchRequest request, IndexAnswer answer)
    {
        ILookup<string, FacetCount> inRanges = InRanges(request, answer);
        Dictionary<string, IReadOnlyList<FacetCount>> counts = [];
        for (int facet = 0; facet < FacetName.All.Count; facet++)
        {
            string name = FacetName.All[facet];
            Lexicon values = snapshot.FacetValues[facet];
            int[] byValue = answer.FacetCounts[facet];
            List<FacetCount> stated = [];
            for (int value = 1; value < byValue.Length; value++)
                if (byValue[value] > 0) stated.Add(new FacetCount(values.Text(value).ToString(), byValue[value]));
            IEnumerable<FacetCount> ordered = Ordered(name, stated).Concat(inRanges[name].Where(range => range.Count > 0));
            counts[name] = byValue[0] > 0 ? [.. ordered, new FacetCount(FacetName.NotStated, byValue[0])] : [.. ordered];
        }

        return counts;
    }

    // The filters of an answer stand in the order of the request's, see Of.
    private static ILookup<string, FacetCount> InRanges(SearchRequest request, IndexAnswer answer)
    {
        List<(string Facet, FacetCount Count)> counts = [];
        int filter = 0;
        foreach ((string name, IReadOnlyList<string> values) in request.Filters)
        {
            if (CatalogFacets.Number(name) < 0 || values.Count == 0) continue;
            int[] inRanges = answer.RangeCounts[filter++];
            counts.AddRange(Ranges(name, values).Select((range, i) => (name, new FacetCount(range.Value, inRanges[i]))));
        }

        return counts.ToLookup(c => c.Facet, c => c.Count);
    }

    private static List<(string Value, MeasureRange Range)> Ranges(string facet, IReadOnlyList<string> values)
    {
        List<(string, MeasureRange)> ranges = [];
        foreach (string value in values)
            if (CatalogMeasures.Range(facet, value) is { } range) ranges.Add((value, range));
        return ranges;
    }

    // Bands from the smallest, years from the newest, everything else from the most frequent.
    private static IEnumerable<FacetCount> Ordered(string facet, List<FacetCount> stated)
    {
        if (FacetBand.Of(facet) is { Count: > 0 } bands)
            return bands.Select(band => stated.Find(c => c.Value == band.Id)).OfType<FacetCount>();
        return facet == FacetName.Year
            ? stated.OrderByDescending(c => c.Value, StringComparer.Ordinal)
            : stated.OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal);
    }

    // Values come from addresses that people write by hand: case does not matter.
    private static int Value(Lexicon values, string value)
    {
        if (value == FacetName.NotStated) return 0;
        int found = values.Find(value);
        for (int i = 1; found < 0 && i < values.Count; i++)
            if (values.Text(i).Equals(value, StringComparison.OrdinalIgnoreCase)) found = i;
        return found;
    }
}
