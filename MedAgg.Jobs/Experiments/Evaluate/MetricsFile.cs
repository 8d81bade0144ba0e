using System.Text.Json;

namespace MedAgg.Jobs.Experiments.Evaluate;

/// <summary>Reads <c>metrics.json</c>, from a step's folder or from a run's row.</summary>
public static class MetricsFile
{
    /// <summary>The metrics in a text that step evaluate has written.</summary>
    public static ExperimentMetrics Parse(string json) => JsonSerializer.Deserialize<ExperimentMetrics>(json, EvaluateStep.Options)!;
}
