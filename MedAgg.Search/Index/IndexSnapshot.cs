using System.Runtime.Intrinsics;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Index;

/// <summary>The index as it stood at one moment. Immutable: a search sees one state from start to end, whatever is written meanwhile.</summary>
public sealed class IndexSnapshot
{
    private readonly int[] _recordsOfTerm;
    private readonly Vector128<float>[][] _norms;
    private readonly Vector128<float>[] _profiles;

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
        Vector128<float> weights = ranking.Weights.Vector;
        Vector128<float> discounts = ranking.LengthDiscounts.Vector;
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
