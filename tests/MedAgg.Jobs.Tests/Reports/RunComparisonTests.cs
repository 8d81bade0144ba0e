using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Tests.Reports;

public sealed class RunComparisonTests
{
    [Fact]
    public void Runs_on_the_same_cases_are_tested_in_pairs_whatever_their_order()
    {
        TestCase[] first = [.. Enumerable.Range(0, 60).Select(i => Case(i, i % 3 == 0, Math.Sin(i * 1.7) + (i % 3 == 0 ? 0.8 : 0)))];
        TestCase[] second = [.. Enumerable.Range(0, 60).Select(i => Case(i, i % 3 == 0, Math.Cos(i * 2.3) + (i % 3 == 0 ? 0.5 : 0))).Reverse()];
        RunComparison comparison = RunComparison.Of([Run(first), Run(second)]);

        Assert.True(comparison.IsSameTest);
        Assert.Equal(60, comparison.Shared);
        bool[] positive = [.. first.Select(one => one.IsPositive)];
        PairedAucTest wanted = DeLong.Compare(
            Predictions.Of([.. first.Select(one => one.Logit)], positive).Value!, Predictions.Of([.. second.Reverse().Select(one => one.Logit)], positive).Value!)!;
        PairedAucTest told = Assert.Single(comparison.Pairs).Test!;
        Assert.Equal(wanted.Difference, told.Difference, 12);
        Assert.Equal(wanted.PValue!.Value, told.PValue!.Value, 12);
        Assert.Equal(comparison.Same.OrderByDescending(one => one.Spread), comparison.Same);
    }

    [Fact]
    public void Other_test_cases_are_told_and_only_shared_ones_compared()
    {
        RunComparison comparison = RunComparison.Of([Run(Cases(0, 40)), Run(Cases(30, 70)), Run(Cases(20, 60))]);
        Assert.False(comparison.IsSameTest);
        Assert.Equal([40, 40, 40], comparison.CasesOf);
        Assert.Equal(10, comparison.Shared);
        Assert.Equal([(0, 1, 10), (0, 2, 20), (1, 2, 30)], comparison.Pairs.Select(pair => (pair.First, pair.Second, pair.Shared)));
        Assert.Equal(10, comparison.Same.Count);
    }

    [Fact]
    public void Nothing_shared_is_not_tested()
    {
        RunComparison comparison = RunComparison.Of([Run(Cases(0, 20)), Run(Cases(20, 40))]);
        Assert.Equal(0, comparison.Shared);
        Assert.Null(Assert.Single(comparison.Pairs).Test);
        Assert.False(comparison.IsSameTest);
    }

    [Fact]
    public void A_case_with_another_truth_is_left_out()
    {
        TestCase[] cases = Cases(0, 20);
        TestCase[] other = [.. cases.Select((one, i) => i == 5 ? one with { IsPositive = !one.IsPositive } : one)];
        RunComparison comparison = RunComparison.Of([Run(cases), Run(other)]);
        Assert.Equal((20, 1, 19, false), (comparison.Shared, comparison.OtherTruth, comparison.Same.Count, comparison.IsSameTest));
    }

    private static TestCase[] Cases(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => Case(i, i % 2 == 0, Math.Sin(i)))];

    private static TestCase Case(int i, bool isPositive, double logit) => new($"case {i}", $"U-{i}", i, [i], isPositive, logit, 0, new Dictionary<string, string>());

    private static TaskCases Run(IReadOnlyList<TestCase> cases) => new("task", "yes", "no", 0.5, cases);
}
