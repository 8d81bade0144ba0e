namespace MedAgg.Jobs.Experiments.Acquire;

/// <summary>Settings of step acquire.</summary>
internal sealed record AcquireSettings
{
    /// <summary>Files to look for, the first that is there is taken. Relative to the pipeline's folder; <c>${NAME}</c> is an environment variable, and a path with an unset one is passed over.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
}
