using System.Globalization;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Benchmark;

/// <summary>Ranks a test collection with the product's analysis and weights and gives the run in TREC form.</summary>
public sealed class RankRun
{
    private readonly InvertedIndex _index;

    public RankRun(RankingOptions ranking)
    {
        _index = new InvertedIndex(new IndexOptions { Ranking = ranking });
    }

    /// <summary>Records of one query in a run.</summary>
    public const int Depth = 100;

    public void Index(IEnumerable<IndexRecord> records) => _index.Replace(records);

    /// <summary>The best records of a question.</summary>
    public IReadOnlyList<IndexHit> Rank(string question) => Searcher.Search(_index.Snapshot, WordQuery.Of(_index.Snapshot, QueryWords.Of(question)) with { Take = Depth }).Hits;

    /// <summary>Lines <c>query Q0 record rank score medagg</c> for lines <c>query⇥question</c>.</summary>
    public IEnumerable<string> Lines(IEnumerable<string> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        foreach (string line in queries)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0) continue;
            int rank = 1;
            foreach (IndexHit hit in Rank(line[(tab + 1)..]))
                yield return string.Create(CultureInfo.InvariantCulture, $"{line[..tab]} Q0 {hit.Key} {rank++} {hit.Score:F6} medagg");
        }
    }
}
