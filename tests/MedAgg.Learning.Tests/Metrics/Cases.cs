using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;

namespace MedAgg.Learning.Tests.Metrics;

/// <summary>Predictions for tests.</summary>
internal static class Cases
{
    public static Predictions Of(double[] scores, int[] truth, string[]? groups = null) =>
        Predictions.Of(scores, [.. truth.Select(t => t == 1)], groups).Value ?? throw new InvalidOperationException("The test's own cases were refused.");

    /// <summary>Overlapping classes with many ties; several cases a patient.</summary>
    public static Predictions Random(int count, ulong seed, int levels = 20, int perPatient = 1)
    {
        double[] scores = new double[count];
        int[] truth = new int[count];
        string[] groups = new string[count];
        for (int i = 0; i < count; i++)
        {
            truth[i] = i < 2 ? i : HashCounter.Below(3, seed, 1, (ulong)(i / perPatient)) == 0 ? 1 : 0;
            scores[i] = Math.Floor((HashCounter.Unit(seed, 2, (ulong)i) + 0.3 * truth[i]) * levels) / levels;
            groups[i] = "P" + i / perPatient;
        }
        return Of(scores, truth, groups);
    }

    /// <summary>Ratings of 58 normal and 51 abnormal CT scans (Hanley and McNeil, Radiology 143, 1982, table I).</summary>
    public static Predictions HanleyMcNeil()
    {
        int[] normal = [33, 6, 6, 11, 2];
        int[] abnormal = [3, 2, 2, 11, 33];
        List<double> scores = [];
        List<int> truth = [];
        for (int rating = 0; rating < 5; rating++)
        {
            scores.AddRange(Enumerable.Repeat(rating + 1.0, normal[rating] + abnormal[rating]));
            truth.AddRange(Enumerable.Repeat(0, normal[rating]));
            truth.AddRange(Enumerable.Repeat(1, abnormal[rating]));
        }
        return Of([.. scores], [.. truth]);
    }
}
