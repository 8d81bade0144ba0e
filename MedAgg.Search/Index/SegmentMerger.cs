namespace MedAgg.Search.Index;

/// <summary>Makes one segment of several, without the records that are gone.</summary>
internal static class SegmentMerger
{
    public static Segment Merge(IReadOnlyList<LiveSegment> inputs)
    {
        List<(Segment Segment, int[] NewNumbers)> parts = [];
        List<(Segment Segment, int Record)> kept = [];
        foreach (LiveSegment input in inputs)
        {
            int[] numbers = new int[input.Segment.Count];
            for (int record = 0; record < numbers.Length; record++)
            {
                numbers[record] = input.IsLive(record) ? kept.Count : -1;
                if (input.IsLive(record)) kept.Add((input.Segment, record));
            }

            parts.Add((input.Segment, numbers));
        }

        GrowingArray<int> terms = new(1 << 10);
        GrowingArray<int> starts = new(1 << 10);
        GrowingArray<ushort> records = new(1 << 12);
        GrowingArray<byte> profiles = new(1 << 12);
        GrowingArray<byte> positions = new(1 << 12);
        GrowingArray<int> positionStarts = new(1 << 8);
        int[] cursors = new int[parts.Count];
        while (NextTerm(parts, cursors) is { } term)
        {
            int before = records.Count;
            for (int part = 0; part < parts.Count; part++)
            {
                (Segment segment, int[] numbers) = parts[part];
                if (cursors[part] >= segment.Terms.Length || segment.Terms[cursors[part]] != term) continue;
                int end = segment.Starts[cursors[part] + 1];
                int next = segment.PositionStart(segment.Starts[cursors[part]]);
                for (int posting = segment.Starts[cursors[part]]; posting < end; posting++)
                {
                    int at = next;
                    next = PositionCode.Skip(segment.Positions, at);
                    int number = numbers[segment.Records[posting]];
                    if (number < 0) continue;
                    if (records.Count % Segment.PositionBlock == 0) positionStarts.Add(positions.Count);
                    records.Add((ushort)number);
                    profiles.Add(segment.Profiles[posting]);
                    positions.AddRange(segment.Positions.AsSpan(at, next - at));
                }

                cursors[part]++;
            }

            if (records.Count == before) continue;
            terms.Add(term);
            starts.Add(before);
        }

        starts.Add(records.Count);
        if (positionStarts.Count == 0) positionStarts.Add(0);
        return new Segment
        {
            Terms = terms.Span.ToArray(),
            Starts = starts.Span.ToArray(),
            Records = records.Span.ToArray(),
            Profiles = profiles.Span.ToArray(),
            Positions = positions.Span.ToArray(),
            PositionStarts = positionStarts.Span.ToArray(),
            Keys = [.. kept.Select(k => k.Segment.Keys[k.Record])],
            Payloads = [.. kept.Select(k => k.Segment.Payloads[k.Record])],
            Lengths = [.. kept.SelectMany(k => k.Segment.Lengths[(k.Record * FieldCounts.Fields)..((k.Record + 1) * FieldCounts.Fields)])],
            Priors = [.. kept.Select(k => k.Segment.Priors[k.Record])],
            Measures = [.. Enumerable.Range(0, inputs[0].Segment.Measures.Length).Select(m => kept.Select(k => k.Segment.Measures[m][k.Record]).ToArray())],
            Facets = [.. Enumerable.Range(0, inputs[0].Segment.Facets.Length).Select(f => MergeFacet(kept, f))],
        };
    }

    private static int? NextTerm(List<(Segment Segment, int[] NewNumbers)> parts, int[] cursors)
    {
        int? next = null;
        for (int part = 0; part < parts.Count; part++)
        {
            int[] terms = parts[part].Segment.Terms;
            if (cursors[part] < terms.Length && (next is null || terms[cursors[part]] < next)) next = terms[cursors[part]];
        }

        return next;
    }

    private static FacetColumn MergeFacet(List<(Segment Segment, int Record)> kept, int facet)
    {
        List<int> values = new(kept.Count);
        int[] starts = new int[kept.Count + 1];
        for (int i = 0; i < kept.Count; i++)
        {
            starts[i] = values.Count;
            values.AddRange(kept[i].Segment.Facets[facet].Of(kept[i].Record));
        }

        starts[kept.Count] = values.Count;
        return new FacetColumn(values.Count == kept.Count ? null : starts, [.. values]);
    }
}
