using MedAgg.Search.Benchmark;
using MedAgg.Search.Index;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Tests.Benchmark;

public sealed class RetrievalQualityTests(ITestOutputHelper output)
{
    /// <summary>One set of weights, the product's; figures of all queries.</summary>
    [Theory]
    [InlineData("datafinder-kw", 0.175)]
    [InlineData("xquad-ru", 0.957)]
    [InlineData("xquad-en", 0.967)]
    public void Ranking_is_as_good_as_promised(string set, double least)
    {
        string folder = Path.Combine(SharedData.Folder(), "ir", set);
        if (!Directory.Exists(folder)) Assert.Skip($"{folder} is not here.");

        RankRun run = new(new RankingOptions());
        run.Index(BenchmarkCorpus.Read(Path.Combine(folder, "corpus.jsonl"), [], isFlat: false));
        Dictionary<string, Dictionary<string, int>> judged = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(l => l.Split('\t'))
            .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToDictionary(p => p[2], p => int.Parse(p[3], System.Globalization.CultureInfo.InvariantCulture)));
        List<double> scores = [];
        foreach (string[] query in File.ReadLines(Path.Combine(folder, "queries.tsv")).Select(l => l.Split('\t', 2)))
            if (judged.TryGetValue(query[0], out Dictionary<string, int>? grades) && grades.Values.Max() > 0) scores.Add(NdcgAt10(run.Rank(query[1]), grades));

        output.WriteLine($"{set}: nDCG@10 {scores.Average():F4} over {scores.Count} queries");
        Assert.True(scores.Average() >= least, $"{set}: nDCG@10 {scores.Average():F4}");
    }

    [Fact]
    public void A_run_is_written_as_trec_reads_it()
    {
        RankRun run = new(new RankingOptions());
        run.Index([new IndexRecord("a", ["lung nodule"]), new IndexRecord("b", ["lung"])]);

        string[] lines = [.. run.Lines(["7\tnodules in the lung", "8\tnothing", "no tab"])];

        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^7 Q0 a 1 \d+\.\d{6} medagg$", lines[0]);
        Assert.Matches(@"^7 Q0 b 2 \d+\.\d{6} medagg$", lines[1]);
    }

    private static double NdcgAt10(IReadOnlyList<IndexHit> hits, Dictionary<string, int> grades)
    {
        double gained = hits.Take(10).Select((h, i) => Math.Max(0, grades.GetValueOrDefault(h.Key)) / Math.Log2(i + 2)).Sum();
        double ideal = grades.Values.Where(g => g > 0).OrderDescending().Take(10).Select((g, i) => g / Math.Log2(i + 2)).Sum();
        return gained / ideal;
    }
}
