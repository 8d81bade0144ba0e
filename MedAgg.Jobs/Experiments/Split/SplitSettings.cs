namespace MedAgg.Jobs.Experiments.Split;

/// <summary>Settings of step split.</summary>
internal sealed record SplitSettings
{
    /// <summary><c>official</c> keeps the source's parts; <c>patients</c> makes parts of whole patients, even by class and stratum.</summary>
    public string Strategy { get; init; } = "patients";

    /// <summary>Decides the order of patients.</summary>
    public string Seed { get; init; } = "1";

    /// <summary>Share of the training part.</summary>
    public double Training { get; init; } = 0.7;

    /// <summary>Share of the validation part; the rest is test.</summary>
    public double Validation { get; init; } = 0.15;
}
