using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Experiments.Evaluate;

/// <summary>Settings of step evaluate.</summary>
internal sealed record EvaluateSettings
{
    /// <summary>How the operating point is chosen on validation.</summary>
    public ThresholdRule Rule { get; init; } = ThresholdRule.Youden;

    /// <summary>Wanted sensitivity or specificity for the other rules.</summary>
    public double Wanted { get; init; } = 0.9;

    /// <summary>Resamples of patients for bootstrap intervals.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Attributes of the cases by which test results are told apart.</summary>
    public IReadOnlyList<string> Subgroups { get; init; } = [];

    /// <summary>Fewest positives and negatives that a subgroup needs to be measured.</summary>
    public int SmallestSubgroup { get; init; } = 10;
}
