namespace MedAgg.Learning.Splits;

/// <summary>How patients are split.</summary>
public sealed record SplitOptions
{
    /// <summary>Decides the order of patients. Default <c>1</c>.</summary>
    public string Seed { get; init; } = "1";

    /// <summary>Share of patients to learn from, above 0. Default 0.7.</summary>
    public double Training { get; init; } = 0.7;

    /// <summary>Share of patients for validation, at least 0. Default 0.15. The rest is the test part.</summary>
    public double Validation { get; init; } = 0.15;
}
