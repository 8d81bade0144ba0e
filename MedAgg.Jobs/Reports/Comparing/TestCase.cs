namespace MedAgg.Jobs.Reports.Comparing;

/// <summary>The test cases of a run as comparisons and galleries need them. No patient is named.</summary>
/// <param name="Size">Side of the stored arrays in px.</param>
/// <param name="Tasks">By task.</param>
public sealed record TestCases(int Size, IReadOnlyList<TaskCases> Tasks);

/// <summary>The test cases of a task.</summary>
/// <param name="Name">Name of the task.</param>
/// <param name="PositiveName">The positive class.</param>
/// <param name="NegativeName">The other class.</param>
/// <param name="Threshold">Probability from which the network's mean calls positive, frozen on validation; null when validation lacked a class.</param>
/// <param name="Cases">In the order of the evaluation.</param>
public sealed record TaskCases(string Name, string PositiveName, string NegativeName, double? Threshold, IReadOnlyList<TestCase> Cases);

/// <summary>One test case.</summary>
/// <param name="Key">SHA-256 over the bytes of its images and the name that the source gives it: equal in all runs that judge the same case.</param>
/// <param name="Pseudonym">Name in reports.</param>
/// <param name="FileId">Its first image in the catalogue.</param>
/// <param name="Arrays">Places of its images among the stored arrays.</param>
/// <param name="IsPositive">The truth.</param>
/// <param name="Logit">The network's mean over seeds.</param>
/// <param name="BaselineLogit">The baseline's.</param>
/// <param name="Facts">What is known of it besides the label.</param>
public sealed record TestCase(
    string Key, string Pseudonym, long FileId, IReadOnlyList<int> Arrays, bool IsPositive, double Logit, double BaselineLogit, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Of the positive class, as the network gave it.</summary>
    public double Probability => 1 / (1 + Math.Exp(-Logit));
}
