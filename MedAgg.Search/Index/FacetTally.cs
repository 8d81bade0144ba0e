namespace MedAgg.Search.Index;

/// <summary>
/// Applies facet filters and counts. A facet is counted over the records that pass every other filter, so that the count beside a value
/// is the total one gets by choosing it.
/// </summary>
internal sealed class FacetTally
{
    private const byte PassesAll = byte.MaxValue;

    private readonly FacetFilter[] _filters;
    private readonly bool[][] _allowed;
    private readonly int[][] _counts;
    private int _total;
    private MeasureSum _first;
    private MeasureSum _second;

    public FacetTally(IndexSnapshot snapshot, IndexQuery query)
    {
        _filters = [.. query.Filters];
        _allowed = [.. _filters.Select(f => Allowed(snapshot, f))];
        _counts = query.CountsFacets ? [.. snapshot.FacetValues.Select(v => new int[v.Count])] : [];
    }

    /// <summary>Counts the matches of a segment and leaves those that pass all filters at the front of the list; wipes the others.</summary>
    public int Pass(Segment segment, SearchScratch scratch, int matched)
    {
        int missed = 0;
        if (_filters.Length > 0) matched = Sift(segment, scratch, matched, out missed);
        _total += matched;
        ReadOnlySpan<ushort> records = scratch.Touched.AsSpan(0, matched);
        for (int facet = 0; facet < _counts.Length; facet++)
        {
            segment.Facets[facet].Count(records, _counts[facet]);
            CountMissed(segment, scratch, missed, facet);
        }

        _first = Add(_first, segment.FirstMeasures, records);
        _second = Add(_second, segment.SecondMeasures, records);
        return matched;
    }

    public IndexAnswer Answer(IReadOnlyList<IndexHit> hits) => new(_total, hits, _counts) { FirstMeasure = _first, SecondMeasure = _second };

    private static bool[] Allowed(IndexSnapshot snapshot, FacetFilter filter)
    {
        // Values that are newer than this table are in no record of the snapshot.
        bool[] allowed = new bool[snapshot.FacetValues[filter.Facet].Count];
        foreach (int value in filter.Values)
            if (value >= 0 && value < allowed.Length) allowed[value] = true;
        return allowed;
    }

    private int Sift(Segment segment, SearchScratch scratch, int matched, out int missed)
    {
        int kept = 0;
        missed = 0;
        for (int i = 0; i < matched; i++)
        {
            ushort record = scratch.Touched[i];
            int misses = 0;
            byte by = PassesAll;
            for (int f = 0; f < _filters.Length && misses < 2; f++)
            {
                if (Passes(segment.Facets[_filters[f].Facet].Of(record), _allowed[f])) continue;
                misses += _filters[f].IsHard ? 2 : 1;
                by = (byte)f;
            }

            if (misses == 0)
            {
                scratch.Touched[kept++] = record;
                continue;
            }

            scratch.Scores[record] = 0;
            if (misses > 1) continue;
            scratch.MissedBy[missed] = by;
            scratch.Missed[missed++] = record;
        }

        return kept;
    }

    private static bool Passes(ReadOnlySpan<int> values, bool[] allowed)
    {
        foreach (int value in values)
            if (value < allowed.Length && allowed[value]) return true;
        return false;
    }

    private void CountMissed(Segment segment, SearchScratch scratch, int missed, int facet)
    {
        for (int i = 0; i < missed; i++)
        {
            if (_filters[scratch.MissedBy[i]].Facet != facet) continue;
            foreach (int value in segment.Facets[facet].Of(scratch.Missed[i])) _counts[facet][value]++;
        }
    }

    private static MeasureSum Add(MeasureSum sum, long[] measures, ReadOnlySpan<ushort> records)
    {
        long total = sum.Sum;
        int stated = sum.StatedIn;
        foreach (ushort record in records)
        {
            long value = measures[record];
            if (value < 0) continue;
            total += value;
            stated++;
        }

        return new MeasureSum(total, stated);
    }
}
