using MedAgg.Search.Analysis;
using MedAgg.Search.Index;
using MedAgg.Search.Ranking;

namespace MedAgg.Search.Tests.Index;

public sealed class InvertedIndexTests
{
    private static readonly string[] Words = [.. Enumerable.Range(0, 60).Select(i => $"w{(char)('a' + (i % 26))}{i}x")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Totals_facets_and_scores_are_those_of_counting_by_hand(int seed)
    {
        Random random = new(seed);
        InvertedIndex index = new(new IndexOptions { Facets = 2, MergeFactor = 4 });
        Dictionary<string, IndexRecord> truth = [];
        for (int step = 0; step < 300; step++) Change(random, index, truth);

        IndexSnapshot snapshot = index.Snapshot;
        Assert.Equal(truth.Count, snapshot.Count);
        for (int question = 0; question < 200; question++)
        {
            string[] words = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)]).Distinct()];
            GroupRole role = question % 2 == 0 ? GroupRole.Optional : GroupRole.Required;
            IndexQuery query = new()
            {
                Groups = [.. words.Select(w => new TermGroup(snapshot.FindTerm(WordForm.StemOf(w)) is var t and >= 0 ? [t] : [], role)), new TermGroup([snapshot.FindTerm("never")], GroupRole.Excluded)],
                Filters = question % 3 == 0 ? [new FacetFilter(0, [snapshot.FacetValues[0].Find("f1"), 0])] : [],
                CountsFacets = true,
                Take = 7,
            };
            Compare(truth.Values, words, role, query, snapshot);
        }
    }

    [Fact]
    public void An_index_of_many_changes_ranks_like_one_built_at_once()
    {
        Random random = new(11);
        InvertedIndex changed = new(new IndexOptions { Facets = 2, MergeFactor = 3 });
        Dictionary<string, IndexRecord> truth = [];
        for (int step = 0; step < 400; step++) Change(random, changed, truth);
        InvertedIndex fresh = new(new IndexOptions { Facets = 2 });
        fresh.Replace(truth.Values);

        foreach (string word in Words)
        {
            Assert.Equal(Ranked(fresh.Snapshot, word), Ranked(changed.Snapshot, word));
            Assert.Equal(Ranked(fresh.Snapshot, $"{word} {Words[3]}"), Ranked(changed.Snapshot, $"{word} {Words[3]}"));
        }
    }

    [Fact]
    public void A_score_is_bm25f_with_one_saturation()
    {
        RankingOptions ranking = new() { Saturation = 1.5f, TitleWeight = 3, DescriptionWeight = 2, LengthDiscount = 0.5f, PriorWeight = 0, ProximityWeight = 0 };
        InvertedIndex index = new(new IndexOptions { Ranking = ranking });
        index.Replace([
            new IndexRecord("a", ["lung nodule", "", "nodule nodule of the lung on ct"]),
            new IndexRecord("b", ["heart", "", "a heart"])]);

        IndexHit hit = Assert.Single(Searcher.Search(index.Snapshot, WordQuery.Of(index.Snapshot, QueryWords.Of("nodule"))).Hits);

        double title = 3 * 1 / (0.5 + (0.5 * 2 / 1.5));
        double text = 2 * 2 / (0.5 + (0.5 * 4 / 2.5)); // stop words have no length
        double rarity = Math.Log(1 + ((2 - 1 + 0.5) / (1 + 0.5)));
        Assert.Equal(rarity * (title + text) / (1.5 + title + text), hit.Score, 4);
    }

    [Theory]
    [InlineData("lung nodule", true)]
    [InlineData("nodule lung", false)]
    [InlineData("nodule ct", false)]
    [InlineData("nodule on ct", true)]
    [InlineData("nodule the ct", true)]
    [InlineData("ct heart", false)]
    public void A_phrase_needs_its_words_in_place(string phrase, bool found)
    {
        InvertedIndex index = new(new IndexOptions());
        index.Replace([new IndexRecord("a", ["big lung nodule on ct", "heart"])]);
        IndexSnapshot snapshot = index.Snapshot;
        List<(int, int)> terms = [.. QueryWords.Of(phrase).Select((w, i) => (w.IsStop, Item: (snapshot.FindTerm(w.Stem), i))).Where(t => !t.IsStop).Select(t => t.Item)];

        Assert.Equal(found ? 1 : 0, Searcher.Search(snapshot, new IndexQuery { Phrases = [terms] }).Total);
    }

    [Theory]
    [InlineData("covid-19", "covid19")]
    [InlineData("ChestX-ray14", "chestxray14")]
    [InlineData("fetal_planes", "planes")]
    [InlineData("fetal_planes", "fetalplanes")]
    [InlineData("ПЭТ/КТ", "пэткт")]
    public void Hyphened_names_are_found_joined_and_by_their_parts(string text, string word)
    {
        InvertedIndex index = new(new IndexOptions());
        index.Replace([new IndexRecord("a", [text])]);

        Assert.True(index.Snapshot.FindTerm(WordForm.StemOf(word)) >= 0);
    }

    [Fact]
    public void Readers_see_whole_states_while_somebody_writes()
    {
        InvertedIndex index = new(new IndexOptions { MergeFactor = 3 });
        index.Replace(Batch(0));
        using CancellationTokenSource stop = new();
        List<string> torn = [];
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                IndexSnapshot snapshot = index.Snapshot;
                IndexAnswer answer = Searcher.Search(snapshot, WordQuery.Of(snapshot, QueryWords.Of("common")) with { Take = 50 });
                string[] versions = [.. answer.Hits.Select(h => (string)h.Payload!).Distinct()];
                if (answer.Total == 20 && versions.Length == 1) continue;
                lock (torn) torn.Add($"{answer.Total} records of versions {string.Join(' ', versions)}");
            }
        }))];
        foreach (Thread reader in readers) reader.Start();
        for (int version = 1; version <= 200; version++) index.Upsert(Batch(version));
        stop.Cancel();
        foreach (Thread reader in readers) reader.Join();

        Assert.Empty(torn);
    }

    [Fact]
    public void More_records_than_a_segment_holds_are_all_there()
    {
        InvertedIndex index = new(new IndexOptions { Facets = 1 });
        int count = (1 << 16) + 500;
        index.Replace(Enumerable.Range(0, count).Select(i => new IndexRecord($"k{i}", [i % 2 == 0 ? "even" : "odd"]) { Facets = [[$"v{i % 3}"]] }));
        IndexSnapshot snapshot = index.Snapshot;

        IndexAnswer answer = Searcher.Search(snapshot, WordQuery.Of(snapshot, QueryWords.Of("even")) with { CountsFacets = true });
        Assert.Equal(count / 2, answer.Total);
        Assert.Equal(count / 2, answer.FacetCounts[0].Sum());
        index.Remove("k0", "k65536");
        Assert.Equal((count / 2) - 2, Searcher.Search(index.Snapshot, WordQuery.Of(index.Snapshot, QueryWords.Of("even"))).Total);
    }

    [Fact]
    public void Measures_survive_every_merge()
    {
        InvertedIndex index = new(new IndexOptions { Facets = 1, Measures = 2, MergeFactor = 2 });
        Random random = new(5);
        Dictionary<string, long> truth = [];
        for (int change = 0; change < 300; change++)
        {
            string key = $"k{random.Next(80)}";
            truth[key] = random.Next(4) == 0 ? -1 : random.Next(1_000);
            index.Upsert(new IndexRecord(key, ["word"]) { Facets = [["v"]], Measures = [truth[key]] }); // the second measure is never stated
        }

        FacetFilter filter = new(0, []) { Ranges = [new MeasureRange(0, 100, 499), new MeasureRange(0, 900, long.MaxValue), new MeasureRange(1, 0, long.MaxValue)] };
        IndexAnswer answer = Searcher.Search(index.Snapshot, new IndexQuery { Filters = [filter], Sums = 2 });
        Assert.Equal(truth.Values.Count(v => v is (>= 100 and <= 499) or >= 900), answer.Total);
        Assert.Equal([truth.Values.Count(v => v is >= 100 and <= 499), truth.Values.Count(v => v >= 900), 0], answer.RangeCounts[0]);
        Assert.Equal(new MeasureSum(truth.Values.Where(v => v is (>= 100 and <= 499) or >= 900).Sum(), answer.Total), answer.Sums[0]);
        Assert.Equal(new MeasureSum(0, 0), answer.Sums[1]);
    }

    private static IndexRecord[] Batch(int version) => [.. Enumerable.Range(0, 20).Select(i => new IndexRecord($"k{i}", [$"common word{i} v{version}"]) { Payload = $"v{version}" })];

    private static List<string> Ranked(IndexSnapshot snapshot, string question) =>
        [.. Searcher.Search(snapshot, WordQuery.Of(snapshot, QueryWords.Of(question)) with { Take = 30 }).Hits.Select(h => $"{h.Key} {h.Score:F4}")];

    private static void Change(Random random, InvertedIndex index, Dictionary<string, IndexRecord> truth)
    {
        string key = $"k{random.Next(120)}";
        if (random.Next(5) == 0)
        {
            truth.Remove(key);
            index.Remove(key);
            return;
        }

        IndexRecord record = new(key, [Text(random, 4), Text(random, 2), Text(random, 20)])
        {
            Facets = [random.Next(4) == 0 ? [] : [$"f{random.Next(3)}", $"f{random.Next(3)}"], [$"g{random.Next(2)}"]],
            Terms = random.Next(10) == 0 ? [("never", 1)] : [],
        };
        truth[key] = record;
        index.Upsert(record);
    }

    private static string Text(Random random, int most) => string.Join(' ', Enumerable.Range(0, random.Next(most)).Select(_ => Words[random.Next(Words.Length)]));

    private static void Compare(IEnumerable<IndexRecord> truth, string[] words, GroupRole role, IndexQuery query, IndexSnapshot snapshot)
    {
        IndexRecord[] matches = [.. truth.Where(r => r.Terms.Count == 0).Where(r =>
        {
            HashSet<string> has = [.. r.Texts.SelectMany(t => t.Split(' '))];
            return role == GroupRole.Optional ? words.Any(has.Contains) : words.All(has.Contains);
        })];
        IndexRecord[] passing = [.. matches.Where(r => query.Filters.Count == 0 || r.Facets[0].Count == 0 || r.Facets[0].Contains("f1"))];
        IndexAnswer answer = Searcher.Search(snapshot, query);

        Assert.Equal(passing.Length, answer.Total);
        Assert.Equal(Math.Min(7, passing.Length), answer.Hits.Count);
        Assert.All(answer.Hits, h => Assert.Contains(passing, r => r.Key == h.Key));
        Assert.Equal(answer.Hits.OrderByDescending(h => h.Score).ThenBy(h => h.Key, StringComparer.Ordinal).Select(h => h.Key), answer.Hits.Select(h => h.Key));

        // The filtered facet is counted without its own filter, the other one with it.
        foreach (string value in new[] { "f0", "f1", "f2" })
            Assert.Equal(matches.Count(r => r.Facets[0].Contains(value)), CountOf(answer, snapshot, 0, value));
        Assert.Equal(matches.Count(r => r.Facets[0].Count == 0), answer.FacetCounts[0][0]);
        foreach (string value in new[] { "g0", "g1" })
            Assert.Equal(passing.Count(r => r.Facets[1].Contains(value)), CountOf(answer, snapshot, 1, value));
    }

    private static int CountOf(IndexAnswer answer, IndexSnapshot snapshot, int facet, string value) =>
        snapshot.FacetValues[facet].Find(value) is var number and >= 0 ? answer.FacetCounts[facet][number] : 0;
}
