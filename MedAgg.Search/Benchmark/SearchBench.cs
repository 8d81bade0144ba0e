using System.Diagnostics;
using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Benchmark;

/// <summary>
/// Measures the index core over a collection and a list of queries: one text field, BM25 with k1 = 1.2 and b = 0.75, best twenty and the exact
/// number of matches, one thread, four passes to warm up and three measured.
/// </summary>
public sealed class SearchBench(IReadOnlyList<string> facets)
{
    public const int WarmPasses = 4;
    public const int MeasuredPasses = 3;
    private const int ChangesMeasured = 21;
    private readonly InvertedIndex _index = new(new IndexOptions { Facets = facets.Count, IsPlain = true });

    /// <summary>The ranking that is compared with other engines.</summary>
    public static RankingOptions PlainBm25 { get; } = new();

    public IndexSnapshot Snapshot => _index.Snapshot;

    /// <summary>Indexes without measuring.</summary>
    public void Index(IEnumerable<IndexRecord> records) => _index.Replace(records);

    /// <summary>Indexes and measures.</summary>
    /// <param name="records">As <see cref="BenchmarkCorpus.Read"/> gives them; read completely before the clock starts.</param>
    /// <param name="queries">One question a line.</param>
    /// <param name="modes"><c>or</c>, <c>and</c>.</param>
    /// <param name="cancellationToken">Stops between queries.</param>
    public SearchBenchResult Run(IEnumerable<IndexRecord> records, IReadOnlyList<string> queries, IReadOnlyList<string> modes, CancellationToken cancellationToken)
    {
        List<IndexRecord> read = [.. records];
        Stopwatch clock = Stopwatch.StartNew();
        Index(read);
        double indexSeconds = clock.Elapsed.TotalSeconds;
        Dictionary<string, SearchBenchMode> figures = [];
        foreach (string mode in modes)
        {
            figures[mode] = Measure(queries, q => Plain(q, mode == "and", false), cancellationToken);
            if (mode == "or" && facets.Count > 0) figures["or_facets"] = Measure(queries, q => Plain(q, false, true), cancellationToken);
        }

        double visible = read.Count > 0 ? MeasureChange(read[read.Count / 2]) : 0;
        return new SearchBenchResult(read.Count, queries.Count, Math.Round(indexSeconds, 3), _index.Snapshot.Bytes, visible, figures);
    }

    /// <summary>A query of plain words, each once, without anything that other engines do not do.</summary>
    public IndexQuery Plain(string text, bool all, bool withFacets)
    {
        IndexSnapshot snapshot = _index.Snapshot;
        HashSet<string> seen = [];
        List<TermGroup> groups = [];
        foreach (QueryWord word in QueryWords.Of(text))
        {
            if (StopWords.ContainsPlain(word.Folded) || !seen.Add(word.Stem)) continue;
            int term = snapshot.FindTerm(word.Stem);
            if (term >= 0 || all) groups.Add(new TermGroup(term >= 0 ? [term] : [], all ? GroupRole.Required : GroupRole.Optional));
        }

        if (groups.Count == 0) groups.Add(new TermGroup([], GroupRole.Required));
        return new IndexQuery { Groups = groups, Take = 20, CountsFacets = withFacets };
    }

    private SearchBenchMode Measure(IReadOnlyList<string> queries, Func<string, IndexQuery> ask, CancellationToken cancellationToken)
    {
        for (int pass = 0; pass < WarmPasses; pass++)
            foreach (string query in queries) Searcher.Search(_index.Snapshot, ask(query));

        double[] wall = new double[queries.Count * MeasuredPasses];
        double[] cpu = new double[queries.Count * MeasuredPasses];
        long hits = 0;
        for (int i = 0; i < wall.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double cpuBefore = ThreadCpuTime.Microseconds();
            long before = Stopwatch.GetTimestamp();
            IndexAnswer answer = Searcher.Search(_index.Snapshot, ask(queries[i % queries.Count]));
            wall[i] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
            cpu[i] = ThreadCpuTime.Microseconds() - cpuBefore;
            if (i < queries.Count) hits += answer.Total;
        }

        return new SearchBenchMode(hits, Percentiles.Of(wall), Percentiles.Of(cpu));
    }

    private double MeasureChange(IndexRecord record)
    {
        double[] times = new double[ChangesMeasured];
        for (int i = 0; i < times.Length; i++)
        {
            string word = $"visiblechange{i}";
            long before = Stopwatch.GetTimestamp();
            _index.Upsert(record with { Texts = [record.Texts[0] + " " + word] });
            IndexAnswer answer = Searcher.Search(_index.Snapshot, Plain(word, false, false));
            times[i] = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
            if (answer.Total != 1) throw new InvalidOperationException($"The change was not visible: {answer.Total} records have the new word.");
        }

        _index.Upsert(record);
        return Math.Round(times.Order().ElementAt(times.Length / 2), 3);
    }
}
