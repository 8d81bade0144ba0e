using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments.Split;

/// <summary>A finished split.</summary>
/// <param name="Strategy">How it was made.</param>
/// <param name="Sha256">Hash of the split as CSV.</param>
/// <param name="Parts">The part of each case, in the order of the table.</param>
/// <param name="Certificate">What is in two parts.</param>
public sealed record PartsOf(string Strategy, string Sha256, IReadOnlyList<SplitPart> Parts, SplitCertificate Certificate)
{
    internal const string FileName = "parts.json";

    /// <summary>Places of a part's cases in the table.</summary>
    public int[] IndicesOf(SplitPart part) => [.. Enumerable.Range(0, Parts.Count).Where(i => Parts[i] == part)];
}
