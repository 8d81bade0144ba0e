using System.Runtime.Intrinsics;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Index;

/// <summary>The index as it stood at one moment. Immutable: a search sees one state from start to end, whatever is written meanwhile.</summary>
public sealed class IndexSnapshot
{
    private readonly int[] _recordsOfTerm;
    private readonly Vector128<float>[][] _norms;
    private readonly Vector128<float>[] _profiles;
    private readonly Lazy<FormTable> _forms;

    internal IndexSnapshot(Vocabulary vocabulary, FieldProfiles profiles, Lexicon[] facets, LiveSegment[] segments, int[] recordsOfTerm, long[] lengthSums, RankingOptions ranking)
    {
        Vocabulary = vocabulary;
        FieldProfiles = profiles;
        FacetValues = facets;
        Segments = segments;
        Ranking = ranking;
        _recordsOfTerm = recordsOfTerm;
        Count = segments.Sum(s => s.Count);
        _profiles = Profiles(profiles);
        int forms = vocabulary.Forms.Count;
        _forms = new Lazy<FormTable>(() => new FormTable(vocabulary, forms, term => RecordsOf(term) > 0));
        _norms = [.. segments.Select(s => Norms(s.Segment, lengthSums, Math.Max(1, Count), ranking))];
    }

    /// <summary>Records that can be found.</summary>
    public int Count { get; }

    /// <summary>Values of each facet; value 0 is "not stated".</summary>
    public IReadOnlyList<Lexicon> FacetValues { get; }

    public Vocabulary Vocabulary { get; }

    public RankingOptions Ranking { get; }

    internal FieldProfiles FieldProfiles { get; }

    internal LiveSegment[] Segments { get; }

    /// <summary>Bytes held, keys and payloads aside.</summary>
    public long Bytes => Vocabulary.Bytes + (_recordsOfTerm.Length * 4L) + Segments.Sum(s => s.Segment.Bytes) + _norms.Sum(n => n.Length * 16L);

    /// <summary>The number of a stem or whole term that some record has; -1 when none has it.</summary>
    public int FindTerm(ReadOnlySpan<char> term)
    {
        int found = Vocabulary.Terms.Find(term);
        return found >= 0 && found < _recordsOfTerm.Length && _recordsOfTerm[found] > 0 ? found : -1;
    }

    /// <summary>Records with a term.</summary>
    public int RecordsOf(int term) => (uint)term < (uint)_recordsOfTerm.Length ? _recordsOfTerm[term] : 0;

    /// <summary>What every record gives back, in no particular order.</summary>
    public IEnumerable<object?> Payloads()
    {
        foreach (LiveSegment segment in Segments)
        {
            for (int record = 0; record < segment.Segment.Count; record++)
                if (segment.IsLive(record)) yield return segment.Segment.Payloads[record];
        }
    }

    /// <summary>Whether some record has a folded word as it stands.</summary>
    public bool HasForm(string folded)
    {
        int form = Vocabulary.Forms.Find(folded);
        return form >= 0 && Vocabulary.TermOfForm(form) is var term && (term == Vocabulary.StopWord || RecordsOf(term) > 0);
    }

    /// <summary>Terms whose words begin so, the most frequent first.</summary>
    public IReadOnlyList<int> Complete(string prefix, int limit) =>
        [.. _forms.Value.WithPrefix(prefix).Select(f => f.Term).Distinct().OrderByDescending(RecordsOf).Take(limit)];

    /// <summary>Words of the records that begin with a letter and have a length in a range, with their terms.</summary>
    internal IEnumerable<(string Form, int Term)> FormsLike(char first, int minLength, int maxLength) =>
        _forms.Value.WithPrefix(first.ToString()).Where(f => f.Form.Length >= minLength && f.Form.Length <= maxLength);

    /// <summary>How much a term tells: log(1 + (records without + 0.5) / (records with + 0.5)).</summary>
    public float Rarity(int term)
    {
        int with = RecordsOf(term);
        return MathF.Log(1 + ((Count - with + 0.5f) / (with + 0.5f)));
    }

    /// <summary>Occurrences of each profile by field.</summary>
    internal Vector128<float>[] ProfileCounts => _profiles;

    /// <summary>What an occurrence in each field of each record of a segment counts: weight over length.</summary>
    internal Vector128<float>[] NormsOf(int segment) => _norms[segment];

    private static Vector128<float>[] Profiles(FieldProfiles profiles)
    {
        Vector128<float>[] counts = new Vector128<float>[FieldProfiles.Capacity];
        for (int p = 0; p < profiles.Count; p++)
            counts[p] = Vector128.Create(profiles.Occurrences(p, 0), profiles.Occurrences(p, 1), profiles.Occurrences(p, 2), (float)profiles.Occurrences(p, 3));
        return counts;
    }

    private static Vector128<float>[] Norms(Segment segment, long[] lengthSums, int count, RankingOptions ranking)
    {
        Vector128<float> weights = Vector128.Create(ranking.TitleWeight, ranking.LabelWeight, ranking.DescriptionWeight, ranking.RestWeight);
        Vector128<float> discounts = Vector128.Create(ranking.LengthDiscount);
        Vector128<float> perWord = discounts * Vector128.Create(PerMean(lengthSums[0], count), PerMean(lengthSums[1], count), PerMean(lengthSums[2], count), PerMean(lengthSums[3], count));
        Vector128<float> constant = Vector128<float>.One - discounts;
        Vector128<float>[] norms = new Vector128<float>[segment.Count];
        ReadOnlySpan<ushort> lengths = segment.Lengths;
        for (int record = 0; record < norms.Length; record++)
        {
            int at = record * FieldCounts.Fields;
            Vector128<float> length = Vector128.Create(lengths[at], lengths[at + 1], lengths[at + 2], (float)lengths[at + 3]);
            // A whole term may stand in a field without words: then there is no length to discount.
            norms[record] = weights / Vector128.Max(constant + (perWord * length), Vector128.Create(0.05f));
        }

        return norms;
    }

    private static float PerMean(long sum, int count) => sum == 0 ? 0 : (float)count / sum;
}
