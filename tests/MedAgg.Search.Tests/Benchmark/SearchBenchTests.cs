using MedAgg.Search.Benchmark;
using MedAgg.Search.Index;

namespace MedAgg.Search.Tests.Benchmark;

public sealed class SearchBenchTests
{
    [Fact]
    public void Sums_of_hits_are_counted_exactly()
    {
        SearchBench bench = new(["kind"]);
        IndexRecord[] records = [.. Enumerable.Range(0, 50).Select(i => new IndexRecord($"{i}", [$"lung {(i % 2 == 0 ? "nodule" : "heart")} рёбра"]) { Facets = [[$"k{i % 3}"]] })];

        SearchBenchResult result = bench.Run(records, ["nodules", "lungs heart", "ребро", "nothing"], ["or", "and"], TestContext.Current.CancellationToken);

        Assert.Equal(50, result.Records);
        Assert.Equal(25 + 50 + 50, result.Modes["or"].SumOfHits);
        Assert.Equal(25 + 25 + 50, result.Modes["and"].SumOfHits);
        Assert.Equal(result.Modes["or"].SumOfHits, result.Modes["or_facets"].SumOfHits);
        Assert.True(result.IndexBytes > 0);
    }

    [Fact]
    public void The_bench_collection_gives_the_sums_of_its_reference()
    {
        string folder = Path.Combine(SharedData.Folder(), "search-bench");
        if (!Directory.Exists(folder)) Assert.Skip($"{folder} is not here.");

        SearchBench bench = new([]);
        bench.Index(BenchmarkCorpus.Read(Path.Combine(folder, "corpus.jsonl.gz"), [], isFlat: true));
        string[] queries = File.ReadAllLines(Path.Combine(folder, "queries.txt"));
        string[] reference = File.ReadAllLines(Path.Combine(folder, "lucene", "top20-or-flat.tsv"));
        long or = 0, and = 0;
        int shared = 0, listed = 0;
        for (int i = 0; i < queries.Length; i++)
        {
            IndexAnswer answer = Searcher.Search(bench.Snapshot, bench.Plain(queries[i], all: false, withFacets: false));
            HashSet<string> theirs = [.. reference[i].Split('\t').Skip(2).Select(h => h.Split(':')[0])];
            or += answer.Total;
            and += Searcher.Search(bench.Snapshot, bench.Plain(queries[i], all: true, withFacets: false)).Total;
            shared += answer.Hits.Count(h => theirs.Contains(h.Key));
            listed += theirs.Count;
        }

        Assert.Equal((23_305_560, 3_270_573), (or, and));
        Assert.True(shared >= 0.9 * listed, $"{shared} of {listed} best records are those of the reference");
    }
}
