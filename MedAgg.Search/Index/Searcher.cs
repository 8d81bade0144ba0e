using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Search.Index;

/// <summary>
/// Answers queries on a snapshot: term at a time over dense scores of one segment, which stay in the processor's cache. Scores are BM25F:
/// occurrences of all fields, each weighed and discounted by its length, go through one saturation.
/// </summary>
public static class Searcher
{
    /// <summary>Required groups that one query may have; more are taken as optional.</summary>
    public const int MaxRequired = 31;

    private const uint ExcludedMark = 1u << 31;

    public static IndexAnswer Search(IndexSnapshot snapshot, IndexQuery query)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        SearchScratch scratch = SearchScratch.Mine;
        bool reorders = query.WordOrder.Count > 1 && snapshot.Ranking.ProximityWeight > 0;
        BestHits best = new(reorders ? Math.Max(query.Take, snapshot.Ranking.ProximityDepth) : query.Take);
        FacetTally facets = new(snapshot, query);
        for (int at = 0; at < snapshot.Segments.Length; at++)
        {
            LiveSegment segment = snapshot.Segments[at];
            int touched = Touch(snapshot, query, at, scratch, out uint wanted, out uint lackable);
            int matched = Keep(snapshot, at, query, scratch, touched, wanted, lackable);
            matched = facets.Pass(segment.Segment, scratch, matched);
            best.Take(segment, scratch, matched, snapshot.Ranking.PriorWeight);
            foreach (ushort record in scratch.Touched.AsSpan(0, matched)) scratch.Scores[record] = 0;
        }

        IReadOnlyList<IndexHit> hits = best.InOrder();
        if (reorders) hits = Proximity.Reorder(snapshot, query, hits);
        return facets.Answer([.. hits.Take(query.Take)]);
    }

    /// <summary>Gives every record of a segment that has a term of the query its score and its marks.</summary>
    private static int Touch(IndexSnapshot snapshot, IndexQuery query, int at, SearchScratch scratch, out uint wanted, out uint lackable)
    {
        Segment segment = snapshot.Segments[at].Segment;
        Vector128<float>[] norms = snapshot.NormsOf(at);
        bool marks = query.Groups.Any(g => g.Role != GroupRole.Optional);
        wanted = 0;
        lackable = 0;
        int touched = 0;
        bool any = false;
        foreach (TermGroup group in query.Groups)
        {
            if (group.Role == GroupRole.Excluded) continue;
            any = true;
            uint mark = 0;
            if (group.Role == GroupRole.Required && wanted != ExcludedMark - 1) mark = wanted + 1;
            wanted |= mark;
            if (group.MayLack && query.MayLack > 0) lackable |= mark;
            foreach (int term in group.Terms)
            {
                (int start, int end) = segment.Postings(term);
                if (start == end) continue;
                float rarity = snapshot.Rarity(term) * group.Weight;
                ReadOnlySpan<ushort> records = segment.Records.AsSpan(start, end - start);
                ReadOnlySpan<byte> profiles = segment.Profiles.AsSpan(start, end - start);
                touched = Score(records, profiles, snapshot.ProfileCounts, norms, snapshot.Ranking.Saturation, rarity, scratch, touched);
                if (marks) Mark(records, scratch, mark);
            }
        }

        if (!any) touched = TouchAll(segment, scratch);
        if (marks) Exclude(query, segment, scratch);
        return touched;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Score(
        ReadOnlySpan<ushort> records, ReadOnlySpan<byte> profiles, Vector128<float>[] counts, Vector128<float>[] norms, float saturation, float rarity, SearchScratch scratch, int touched)
    {
        float[] scores = scratch.Scores;
        ushort[] list = scratch.Touched;
        for (int i = 0; i < records.Length; i++)
        {
            int record = records[i];
            float weight = Vector128.Sum(counts[profiles[i]] * norms[record]);
            float before = scores[record];
            scores[record] = before + (rarity * weight / (saturation + weight));
            list[touched] = (ushort)record;
            touched += before == 0 ? 1 : 0;
        }

        return touched;
    }

    private static void Mark(ReadOnlySpan<ushort> records, SearchScratch scratch, uint mark)
    {
        uint[] marks = scratch.Marks;
        foreach (ushort record in records) marks[record] |= mark;
    }

    private static int TouchAll(Segment segment, SearchScratch scratch)
    {
        for (int record = 0; record < segment.Count; record++)
        {
            scratch.Touched[record] = (ushort)record;
            scratch.Scores[record] = float.Epsilon;
        }

        return segment.Count;
    }

    private static void Exclude(IndexQuery query, Segment segment, SearchScratch scratch)
    {
        foreach (TermGroup group in query.Groups)
        {
            if (group.Role != GroupRole.Excluded) continue;
            foreach (int term in group.Terms)
            {
                (int start, int end) = segment.Postings(term);
                foreach (ushort record in segment.Records.AsSpan(start, end - start))
                    if (scratch.Scores[record] > 0) scratch.Marks[record] |= ExcludedMark;
            }
        }
    }

    /// <summary>Moves the records that match to the front of the list and wipes the others.</summary>
    private static int Keep(IndexSnapshot snapshot, int at, IndexQuery query, SearchScratch scratch, int touched, uint wanted, uint lackable)
    {
        bool marks = query.Groups.Any(g => g.Role != GroupRole.Optional);
        bool phrases = query.Phrases.Count + query.ExcludedPhrases.Count > 0;
        LiveSegment segment = snapshot.Segments[at];
        if (!marks && !phrases && segment.Gone is null) return touched;
        int kept = 0;
        for (int i = 0; i < touched; i++)
        {
            ushort record = scratch.Touched[i];
            uint lacks = scratch.Marks[record] ^ wanted; // an excluded record differs in a bit that is never lackable
            bool matches = (lacks & ~lackable) == 0 && BitOperations.PopCount(lacks) <= query.MayLack
                && segment.IsLive(record) && (!phrases || HasPhrases(segment.Segment, query, record));
            scratch.Marks[record] = 0;
            for (uint lack = lacks; matches && lack != 0; lack &= lack - 1) scratch.Scores[record] *= snapshot.Ranking.LackFactor;
            if (matches) scratch.Touched[kept++] = record;
            else scratch.Scores[record] = 0;
        }

        return kept;
    }

    private static bool HasPhrases(Segment segment, IndexQuery query, int record)
    {
        foreach (IReadOnlyList<(int, int)> phrase in query.Phrases)
            if (!PhraseMatch.IsIn(segment, record, phrase)) return false;
        foreach (IReadOnlyList<(int, int)> phrase in query.ExcludedPhrases)
            if (PhraseMatch.IsIn(segment, record, phrase)) return false;
        return true;
    }
}
