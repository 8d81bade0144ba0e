using MedAgg.Learning.Metrics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Jobs.Reports.Comparing;

/// <summary>
/// Runs on the same task beside each other. Only test cases that runs share, with the same truth, are compared case by case; how many
/// that are, and how many each run had, is part of the result.
/// </summary>
/// <param name="CasesOf">Test cases of each run.</param>
/// <param name="Shared">Cases that all runs have.</param>
/// <param name="OtherTruth">Cases that all have, with another truth in some: left out of everything paired.</param>
/// <param name="Pairs">Each pair of runs, tested on the cases that both have.</param>
/// <param name="Same">Shared cases, those first on which the runs disagree most.</param>
public sealed record RunComparison(IReadOnlyList<int> CasesOf, int Shared, int OtherTruth, IReadOnlyList<RunPair> Pairs, IReadOnlyList<SharedCase> Same)
{
    /// <summary>Whether all runs judged exactly the same cases with the same truth.</summary>
    public bool IsSameTest => OtherTruth == 0 && CasesOf.All(count => count == Shared);

    /// <summary>Compares the test cases of one task in several runs.</summary>
    /// <param name="runs">Two or more.</param>
    public static RunComparison Of(IReadOnlyList<TaskCases> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Dictionary<string, TestCase>[] byKey = [.. runs.Select(run => run.Cases.GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal))];
        string[] common = [.. byKey[0].Keys.Where(key => byKey.All(run => run.ContainsKey(key)))];
        string[] agreed = [.. common.Where(key => byKey.All(run => run[key].IsPositive == byKey[0][key].IsPositive))];
        SharedCase[] same = [.. agreed.Select(key => new SharedCase([.. byKey.Select(run => run[key])])).OrderByDescending(one => one.Spread).ThenBy(one => one.Cases[0].Key, StringComparer.Ordinal)];
        List<RunPair> pairs = [];
        for (int first = 0; first < runs.Count; first++)
        {
            for (int second = first + 1; second < runs.Count; second++)
                pairs.Add(PairOf(byKey, first, second));
        }

        return new([.. runs.Select(run => run.Cases.Count)], common.Length, common.Length - agreed.Length, pairs, same);
    }

    // Two runs may share more cases than all of them do.
    private static RunPair PairOf(Dictionary<string, TestCase>[] runs, int first, int second)
    {
        (TestCase One, TestCase Other)[] both = [.. runs[first].Where(one => runs[second].TryGetValue(one.Key, out TestCase? other) && other.IsPositive == one.Value.IsPositive).Select(one => (one.Value, runs[second][one.Key]))];
        bool[] positive = [.. both.Select(pair => pair.One.IsPositive)];
        Outcome<Predictions> ones = Predictions.Of([.. both.Select(pair => pair.One.Logit)], positive);
        Outcome<Predictions> others = Predictions.Of([.. both.Select(pair => pair.Other.Logit)], positive);
        return new(first, second, both.Length, ones.IsDone && others.IsDone ? DeLong.Compare(ones.Value, others.Value) : null);
    }
}

/// <summary>Two of the runs.</summary>
/// <param name="First">Place of the one.</param>
/// <param name="Second">Place of the other.</param>
/// <param name="Shared">Cases that both have, with the same truth.</param>
/// <param name="Test">Paired DeLong on them; null when they lack a class.</param>
public sealed record RunPair(int First, int Second, int Shared, PairedAucTest? Test);

/// <summary>A case that all runs judged.</summary>
/// <param name="Cases">It in each run.</param>
public sealed record SharedCase(IReadOnlyList<TestCase> Cases)
{
    /// <summary>How far apart the probabilities are.</summary>
    public double Spread => Cases.Max(one => one.Probability) - Cases.Min(one => one.Probability);
}
