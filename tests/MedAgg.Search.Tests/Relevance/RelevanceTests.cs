using System.Text.Json;
using MedAgg.Domain.Search;
using MedAgg.Search.Tests.Catalog;

namespace MedAgg.Search.Tests.Relevance;

/// <summary>The product's own table of relevance; see the page beside it.</summary>
public sealed class RelevanceTests(ITestOutputHelper output)
{
    private const int Depth = 10;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static IReadOnlyList<(string En, string Ru)> Pairs { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Relevance", "pairs.tsv")).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];

    private static IReadOnlyList<Need> Needs { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Relevance", "needs.jsonl")).Select(line => JsonSerializer.Deserialize<Need>(line, Options)!)];

    [Fact]
    public void Both_languages_of_a_need_share_nine_tenths_of_their_best_ten()
    {
        List<double> shares = [];
        foreach (Need need in Needs)
        {
            string[] english = Best(need.En);
            string[] russian = Best(need.Ru);
            double share = Share(english, russian);
            shares.Add(share);
            if (share < 1) output.WriteLine($"{need.Id} {share:P0} {need.En}: [{string.Join(' ', english.Except(russian))}] | {need.Ru}: [{string.Join(' ', russian.Except(english))}]");
        }

        output.WriteLine($"shared: {shares.Average():P1}; {shares.Count(s => s >= 0.9)} of {shares.Count} needs share nine tenths or more, {shares.Count(s => s == 1)} all");
        Assert.Equal(60, shares.Count);
        Assert.Empty(Needs.Where((_, i) => shares[i] < 0.9).Select(need => $"{need.Id} {need.En} / {need.Ru}"));
    }

    // Questions of many sorts, beyond the table of needs: not judged, only compared.
    [Fact]
    public void Questions_with_ordinary_words_find_the_same_in_both_languages()
    {
        string[] apart = [.. from pair in Pairs where Share(Best(pair.En), Best(pair.Ru)) < 0.9 select $"{pair.En} / {pair.Ru}"];

        output.WriteLine($"{Pairs.Count - apart.Length} of {Pairs.Count} pairs share nine tenths or more; the others: {string.Join("; ", apart)}");
        Assert.True(apart.Length <= 0.05 * Pairs.Count, string.Join('\n', apart));
    }

    [Fact]
    public void Datasets_that_meet_a_need_come_first()
    {
        double[] english = [.. Needs.Select(n => Ndcg(Best(n.En), n.Judged))];
        double[] russian = [.. Needs.Select(n => Ndcg(Best(n.Ru), n.Judged))];
        for (int i = 0; i < Needs.Count; i++)
            output.WriteLine($"{Needs[i].Id} en {english[i]:F3} ru {russian[i]:F3} {Needs[i].En}: {string.Join(' ', Best(Needs[i].En).Select(s => $"{s}:{Needs[i].Judged.GetValueOrDefault(s)}"))}");

        output.WriteLine($"nDCG@10 en {english.Average():F3}, ru {russian.Average():F3}");
        Assert.True(english.Average() >= 0.9, $"en {english.Average():F3}");
        Assert.True(russian.Average() >= 0.9, $"ru {russian.Average():F3}");
    }

    [Fact]
    public void Every_judged_dataset_is_in_the_catalogue()
    {
        HashSet<string> slugs = [.. ShippedCatalogue.Entries.Select(e => e.Slug)];

        Assert.All(Needs, need => Assert.Subset(slugs, new HashSet<string>(need.Judged.Keys)));
        Assert.All(Needs, need => Assert.Contains(2, need.Judged.Values));
    }

    private static string[] Best(string question) =>
        [.. ShippedCatalogue.Search.Search(new SearchRequest { Text = question, Take = Depth }).Hits.Select(h => h.Slug)];

    private static double Share(string[] english, string[] russian) =>
        english.Length + russian.Length == 0 ? 1 : (double)english.Intersect(russian).Count() / Math.Max(english.Length, russian.Length);

    private static double Ndcg(string[] ranked, IReadOnlyDictionary<string, int> grades)
    {
        double gained = ranked.Select((slug, i) => grades.GetValueOrDefault(slug) / Math.Log2(i + 2)).Sum();
        double ideal = grades.Values.OrderDescending().Take(Depth).Select((grade, i) => grade / Math.Log2(i + 2)).Sum();
        return gained / ideal;
    }

    private sealed record Need(string Id, string En, string Ru, IReadOnlyDictionary<string, int> Judged);
}
