using System.Text.Json;
using MedAgg.Domain.Taxonomy;
using MedAgg.Search.Understanding;

namespace MedAgg.Search.Tests.Understanding;

public sealed class GoldenQueriesTests(ITestOutputHelper output)
{
    private static readonly string[] Kinds = ["modality", "area", "pathology", "task"];

    [Fact]
    public void The_golden_queries_are_understood()
    {
        string path = Path.Combine(SharedData.Folder(), "golden-queries.jsonl");
        if (!File.Exists(path)) Assert.Skip($"{path} is not here.");

        QueryUnderstanding understanding = new(TaxonomyLoader.LoadShipped());
        int right = 0, wrong = 0, missing = 0, exact = 0, rows = 0;
        List<string> report = [];
        List<string> falseSlots = [];
        foreach (string line in File.ReadLines(path))
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string question = row.RootElement.GetProperty("q").GetString()!;
            HashSet<string> expected = [.. Kinds.SelectMany(k => row.RootElement.GetProperty("expected").GetProperty(k).EnumerateArray().Select(v => $"{k}:{v}"))];
            HashSet<string> allowed = [.. row.RootElement.GetProperty("allowed").EnumerateArray().Select(v => v.GetString()!)];
            HashSet<string> found = [.. understanding.Understand(question).Slots.Where(s => !s.IsExcluded && !s.IsImplied).Select(s => $"{s.Kind}:{s.Id}")];
            string[] extra = [.. found.Except(expected).Except(allowed)];
            string[] lost = [.. expected.Except(found)];
            right += expected.Count - lost.Length;
            wrong += extra.Length;
            missing += lost.Length;
            rows++;
            if (extra.Length + lost.Length == 0) exact++;
            else report.Add($"{question}: missing [{string.Join(' ', lost)}], false [{string.Join(' ', extra)}]");
            if (row.RootElement.GetProperty("kind").GetString() is "noslot" or "ambiguous" && extra.Length > 0) falseSlots.Add(question);
        }

        double f1 = 2.0 * right / ((2.0 * right) + wrong + missing);
        output.WriteLine($"F1 {f1:F3}, exact {exact} of {rows}");
        Assert.Empty(falseSlots);
        Assert.True(f1 >= 0.97, $"F1 {f1:F3}, exact {exact} of {rows}\n{string.Join('\n', report)}");
    }
}
