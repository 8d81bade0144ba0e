using System.Runtime.InteropServices;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;

namespace MedAgg.Search.Benchmark;

/// <summary>
/// Counts the records of every query without an index: cuts each record into words and holds them against the words of each query. Slow, and
/// has nothing in common with the index but the analysis.
/// </summary>
public static class CountByHand
{
    /// <param name="records">Records, read once.</param>
    /// <param name="queries">One question a line.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>Totals summed over the queries: with any of the words, with all of them.</returns>
    public static (long Or, long And) Sums(IEnumerable<IndexRecord> records, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(queries);
        Dictionary<string, List<int>> askedBy = new(StringComparer.Ordinal);
        int[] wanted = new int[queries.Count];
        for (int query = 0; query < queries.Count; query++)
        {
            foreach (string stem in SearchBench.Stems(queries[query]))
            {
                wanted[query]++;
                (CollectionsMarshal.GetValueRefOrAddDefault(askedBy, stem, out _) ??= []).Add(query);
            }
        }

        (long Or, long And) sums = (0, 0);
        int[] met = new int[queries.Count];
        HashSet<string> stems = new(StringComparer.Ordinal);
        foreach (IndexRecord record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stems.Clear();
            foreach (string text in record.Texts) AddStems(text, stems);
            Array.Clear(met);
            foreach (string stem in stems)
            {
                if (!askedBy.TryGetValue(stem, out List<int>? asking)) continue;
                foreach (int query in asking) met[query]++;
            }

            for (int query = 0; query < met.Length; query++)
            {
                if (met[query] == 0) continue;
                sums.Or++;
                if (met[query] == wanted[query]) sums.And++;
            }
        }

        return sums;
    }

    private static void AddStems(string text, HashSet<string> stems)
    {
        text = WordForm.Composed(text);
        WordScanner scanner = new(text, keepsUnderscores: true);
        while (scanner.MoveNext())
        {
            ReadOnlySpan<char> word = text.AsSpan(scanner.Current.Start, scanner.Current.Length);
            if (!StopWords.ContainsPlain(WordForm.FoldOf(word))) stems.Add(WordForm.StemOf(word));
        }
    }
}
