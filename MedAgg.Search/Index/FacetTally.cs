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
    private readonly int[][] _inRanges;
    private readonly MeasureSum[] _sums;
    private int _total;

    public FacetTally(IndexSnapshot snapshot, IndexQuery query)
    {
        _filters = [.. query.Filters];
        _allowed = [.. _filters.Select(f => Allowed(snapshot, f))];
        _counts = query.CountsFacets ? [.. snapshot.FacetValues.Select(v => new int[v.Count])] : [];
        _inRanges = [.. _filters.Select(f => new int[f.Ranges.Count])];
        _sums = new MeasureSum[query.Sums];
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

        for (int filter = 0; filter < _filters.Length; filter++) CountRanges(segment, filter, records);
        for (int measure = 0; measure < _sums.Length; measure++) _sums[measure] = Add(_sums[measure], segment.Measures[measure], records);
        return matched;
    }

    public IndexAnswer Answer(IReadOnlyList<IndexHit> hits) => new(_total, hits, _counts) { Sums = _sums, RangeCounts = _inRanges };

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
                if (Passes(segment.Facets[_filters[f].Facet].Of(record), _allowed[f]) || IsInRange(segment, _filters[f].Ranges, record)) continue;
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

    private static bool IsInRange(Segment segment, IReadOnlyList<MeasureRange> ranges, int record)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            long number = segment.Measures[ranges[i].Measure][record];
            if (number >= ranges[i].From && number <= ranges[i].To) return true;
        }

        return false;
    }

    // Whoever is in a range of a filter passes that filter: the records that miss it need no look.
    private void CountRanges(Segment segment, int filter, ReadOnlySpan<ushort> records)
    {
        IReadOnlyList<MeasureRange> ranges = _filters[filter].Ranges;
        for (int i = 0; i < ranges.Count; i++)
        {
            long[] numbers = segment.Measures[ranges[i].Measure];
            foreach (ushort record in records)
                if (numbers[record] >= ranges[i].From && numbers[record] <= ranges[i].To) _inRanges[filter][i]++;
        }
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
