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
    public const string Or = "or";
    public const string And = "and";
    public const string OrFacets = "or_facets";

    /// <summary>Best records of a query.</summary>
    public const int Best = 20;

    private const int ChangesMeasured = 21;
    private readonly InvertedIndex _index = new(new IndexOptions { Facets = facets.Count, IsPlain = true, Ranking = PlainBm25 });

    /// <summary>The ranking that is compared with other engines.</summary>
    public static RankingOptions PlainBm25 { get; } = RankingOptions.Plain(1.2f, 0.75f);

    public IndexSnapshot Snapshot => _index.Snapshot;

    /// <summary>Indexes without measuring.</summary>
    public void Index(IEnumerable<IndexRecord> records) => _index.Replace(records);

    /// <summary>Indexes and measures.</summary>
    /// <param name="records">As <see cref="BenchmarkCorpus.Read"/> gives them, already in memory; indexed twice, of which the second time is measured.</param>
    /// <param name="queries">One question a line.</param>
    /// <param name="modes"><c>or</c>, <c>and</c>.</param>
    /// <param name="cancellationToken">Stops between queries.</param>
    public SearchBenchResult Run(IEnumerable<IndexRecord> records, IReadOnlyList<string> queries, IReadOnlyList<string> modes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(modes);
        Index(records);
        GC.Collect();
        cancellationToken.ThrowIfCancellationRequested();
        Stopwatch clock = Stopwatch.StartNew();
        double cpuBefore = ThreadCpuTime.Microseconds();
        Index(records);
        double indexCpuSeconds = (ThreadCpuTime.Microseconds() - cpuBefore) / 1e6;
        double indexSeconds = clock.Elapsed.TotalSeconds;
        Dictionary<string, SearchBenchMode> figures = [];
        foreach (string mode in modes)
        {
            figures[mode] = Measure(queries, q => Plain(q, mode == And, false), cancellationToken);
            if (mode == Or && facets.Count > 0) figures[OrFacets] = Measure(queries, q => Plain(q, false, true), cancellationToken);
        }

        long bytes = _index.Snapshot.Bytes;
        int count = _index.Snapshot.Count;
        ChangeTimes visible = records.FirstOrDefault() is { } some ? MeasureChange(some) : new ChangeTimes(0, 0);
        return new SearchBenchResult(count, queries.Count, Math.Round(indexSeconds, 3), Math.Round(indexCpuSeconds, 3), bytes, visible, figures);
    }

    /// <summary>The stems of a query of plain words, each once.</summary>
    public static IEnumerable<string> Stems(string text) =>
        QueryWords.Of(text).Where(word => !StopWords.ContainsPlain(word.Folded)).Select(word => word.Stem).Distinct(StringComparer.Ordinal);

    /// <summary>A query of plain words, each once, without anything that other engines do not do.</summary>
    public IndexQuery Plain(string text, bool all, bool withFacets)
    {
        IndexSnapshot snapshot = _index.Snapshot;
        List<TermGroup> groups = [];
        foreach (string stem in Stems(text))
        {
            int term = snapshot.FindTerm(stem);
            if (term >= 0 || all) groups.Add(new TermGroup(term >= 0 ? [term] : [], all ? GroupRole.Required : GroupRole.Optional));
        }

        if (groups.Count == 0) groups.Add(new TermGroup([], GroupRole.Required));
        return new IndexQuery { Groups = groups, Take = Best, CountsFacets = withFacets };
    }

    /// <summary>Keys of the best twenty of each query, as other engines give theirs.</summary>
    public IReadOnlyList<IReadOnlyList<string>> BestKeys(IReadOnlyList<string> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        return [.. queries.Select(q => (IReadOnlyList<string>)[.. Searcher.Search(_index.Snapshot, Plain(q, false, false)).Hits.Select(h => h.Key)])];
    }

    /// <summary>Which part of another engine's best records are among ours.</summary>
    public static double Overlap(IReadOnlyList<IReadOnlyList<string>> ours, IReadOnlyList<IReadOnlyList<string>> theirs)
    {
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        int listed = theirs.Sum(t => t.Count);
        return listed == 0 ? 0 : (double)ours.Zip(theirs, (o, t) => o.Intersect(t).Count()).Sum() / listed;
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

    private ChangeTimes MeasureChange(IndexRecord record)
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
        Array.Sort(times);
        return new ChangeTimes(Math.Round(times[times.Length / 2], 3), Math.Round(times[^1], 3));
    }
}
