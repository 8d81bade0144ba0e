using System.Runtime.InteropServices;
using MedAgg.Search.Analysis;

namespace MedAgg.Search.Index;

/// <summary>Gathers records and turns them into a segment. Not thread-safe.</summary>
internal sealed class SegmentBuilder(Vocabulary vocabulary, FieldProfiles profiles, IReadOnlyList<Lexicon> facets, int measures, bool isPlain)
{
    /// <summary>Positions between two fields, so that no phrase crosses them.</summary>
    private const int FieldGap = 128;

    /// <summary>Occurrences beyond this number in one field are not told apart.</summary>
    private const int MaxOccurrences = 255;

    private const int MaxWordsPerField = ushort.MaxValue;

    private readonly List<IndexRecord> _records = [];
    private GrowingArray<int> _entryTerms = new(1 << 10);
    private GrowingArray<byte> _entryProfiles = new(1 << 10);
    private GrowingArray<int> _entryPositions = new(1 << 10);
    private GrowingArray<int> _recordEntries = new(1 << 8);
    private GrowingArray<byte> _positions = new(1 << 12);
    private GrowingArray<ushort> _lengths = new(1 << 10);
    private GrowingArray<long> _occurrences = new(1 << 8);
    private GrowingArray<int> _run = new(1 << 8);

    public int Count => _records.Count;

    public bool IsFull => _records.Count == Segment.MaxRecords || _positions.Count > int.MaxValue / 2;

    public void Add(IndexRecord record)
    {
        _occurrences.Clear();
        Span<int> fieldStarts = stackalloc int[FieldCounts.Fields + 1];
        int position = 0;
        for (int field = 0; field < FieldCounts.Fields; field++)
        {
            fieldStarts[field] = position;
            (int words, int indexed) = field < record.Texts.Count ? AddText(record.Texts[field], position) : (0, 0);
            _lengths.Add((ushort)indexed);
            position += words + FieldGap;
        }

        fieldStarts[FieldCounts.Fields] = position;
        foreach ((string term, int field) in record.Terms)
            _occurrences.Add(((long)vocabulary.Terms.Add(term) << 32) | (uint)(position + field));

        _recordEntries.Add(_entryTerms.Count);
        _records.Add(record);
        _occurrences.Span.Sort();
        AddEntries(fieldStarts);
    }

    public Segment Build()
    {
        _recordEntries.Add(_entryTerms.Count);
        int[] counts = new int[vocabulary.Terms.Count + 1];
        foreach (int term in _entryTerms.Span) counts[term]++;
        int distinct = counts.Count(c => c > 0);
        int[] terms = new int[distinct];
        int[] starts = new int[distinct + 1];
        for (int term = 0, i = 0, start = 0; term < counts.Length; term++)
        {
            if (counts[term] == 0) continue;
            terms[i] = term;
            starts[i++] = start;
            (counts[term], start) = (start, start + counts[term]);
            starts[i] = start;
        }

        ushort[] records = new ushort[_entryTerms.Count];
        byte[] codes = new byte[_entryTerms.Count];
        int[] sources = new int[_entryTerms.Count];
        for (int record = 0; record < _records.Count; record++)
        {
            for (int entry = _recordEntries.Span[record]; entry < _recordEntries.Span[record + 1]; entry++)
            {
                int posting = counts[_entryTerms.Span[entry]]++;
                records[posting] = (ushort)record;
                codes[posting] = _entryProfiles.Span[entry];
                sources[posting] = _entryPositions.Span[entry];
            }
        }

        (byte[] positions, int[] positionStarts) = OrderPositions(sources);
        return new Segment
        {
            Terms = terms,
            Starts = starts,
            Records = records,
            Profiles = codes,
            Positions = positions,
            PositionStarts = positionStarts,
            Keys = [.. _records.Select(r => r.Key)],
            Payloads = [.. _records.Select(r => r.Payload)],
            Lengths = _lengths.Span.ToArray(),
            Priors = [.. _records.Select(r => r.Prior)],
            Measures = [.. Enumerable.Range(0, measures).Select(m => _records.Select(r => m < r.Measures.Count ? r.Measures[m] : -1).ToArray())],
            Facets = [.. facets.Select((lexicon, facet) => BuildFacet(lexicon, facet))],
        };
    }

    /// <summary>Notes every word of a text at its position, and hyphened words once more joined (covid-19 as covid19).</summary>
    private (int Words, int Indexed) AddText(string text, int firstPosition)
    {
        text = WordForm.Composed(text);
        Span<char> form = stackalloc char[WordForm.MaxLength + 1];
        Span<char> joined = stackalloc char[WordForm.MaxLength + 1];
        int joinedLength = 0;
        int joinedParts = 0;
        int joinedPosition = 0;
        int words = 0;
        int indexed = 0;
        WordScanner scanner = new(text, keepsUnderscores: isPlain);
        while (words < MaxWordsPerField && scanner.MoveNext())
        {
            int length = WordForm.Fold(text.AsSpan(scanner.Current.Start, scanner.Current.Length), form);
            if (!isPlain)
            {
                if (!scanner.Current.IsHyphened)
                {
                    AddJoined(joined, joinedLength, joinedParts, joinedPosition);
                    (joinedLength, joinedParts, joinedPosition) = (0, 0, firstPosition + words);
                }

                joinedParts++;
                if (joinedLength + length <= WordForm.MaxLength)
                {
                    form[..length].CopyTo(joined[joinedLength..]);
                    joinedLength += length;
                }
            }

            int term = vocabulary.Take(form, length);
            if (term != Vocabulary.StopWord)
            {
                _occurrences.Add(((long)term << 32) | (uint)(firstPosition + words));
                indexed++;
            }

            words++;
        }

        AddJoined(joined, joinedLength, joinedParts, joinedPosition);
        return (words, indexed);
    }

    private void AddJoined(Span<char> joined, int length, int parts, int position)
    {
        if (parts < 2) return;
        int term = vocabulary.Take(joined, length);
        if (term != Vocabulary.StopWord) _occurrences.Add(((long)term << 32) | (uint)position);
    }

    /// <summary>Turns the sorted occurrences of one record into entries, one a term.</summary>
    private void AddEntries(ReadOnlySpan<int> fieldStarts)
    {
        ReadOnlySpan<long> occurrences = _occurrences.Span;
        Span<byte> counts = stackalloc byte[FieldCounts.Fields];
        for (int i = 0; i < occurrences.Length;)
        {
            int term = (int)(occurrences[i] >> 32);
            counts.Clear();
            _run.Clear();
            for (; i < occurrences.Length && (int)(occurrences[i] >> 32) == term; i++)
            {
                int position = (int)(occurrences[i] & 0xffffffff);
                int field = FieldOf(fieldStarts, position);
                if (counts[field] == MaxOccurrences) continue;
                counts[field]++;
                if (position < fieldStarts[FieldCounts.Fields]) _run.Add(position);
            }

            _entryTerms.Add(term);
            _entryProfiles.Add(profiles.NumberOf(new FieldCounts(counts[0], counts[1], counts[2], counts[3])));
            _entryPositions.Add(_positions.Count);
            PositionCode.Write(ref _positions, _run.Span);
        }
    }

    private static int FieldOf(ReadOnlySpan<int> fieldStarts, int position)
    {
        if (position >= fieldStarts[FieldCounts.Fields]) return position - fieldStarts[FieldCounts.Fields];
        int field = FieldCounts.Fields - 1;
        while (position < fieldStarts[field]) field--;
        return field;
    }

    private (byte[] Positions, int[] Starts) OrderPositions(int[] sources)
    {
        ReadOnlySpan<byte> from = _positions.Span;
        byte[] positions = new byte[from.Length];
        int[] starts = new int[(sources.Length / Segment.PositionBlock) + 1];
        int at = 0;
        for (int posting = 0; posting < sources.Length; posting++)
        {
            if (posting % Segment.PositionBlock == 0) starts[posting / Segment.PositionBlock] = at;
            int end = PositionCode.Skip(from, sources[posting]);
            ReadOnlySpan<byte> run = from[sources[posting]..end];
            run.CopyTo(positions.AsSpan(at));
            at += run.Length;
        }

        return (positions, starts);
    }

    private FacetColumn BuildFacet(Lexicon lexicon, int facet)
    {
        List<int> values = new(_records.Count);
        int[] starts = new int[_records.Count + 1];
        for (int record = 0; record < _records.Count; record++)
        {
            starts[record] = values.Count;
            IReadOnlyList<string> stated = facet < _records[record].Facets.Count ? _records[record].Facets[facet] : [];
            foreach (string value in stated)
            {
                int number = lexicon.Add(value);
                if (!CollectionsMarshal.AsSpan(values)[starts[record]..].Contains(number)) values.Add(number);
            }

            if (values.Count == starts[record]) values.Add(0);
        }

        starts[_records.Count] = values.Count;
        return new FacetColumn(values.Count == _records.Count ? null : starts, [.. values]);
    }
}
