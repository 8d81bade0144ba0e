using System.Text.Json.Nodes;

namespace MedAgg.Jobs.Experiments.Pipelines;

/// <summary>A pipeline as its file says it: a name, and the settings of each step.</summary>
/// <param name="Name">Lower-case letters, digits and dashes.</param>
/// <param name="Title">What people read; the name where the file gives none.</param>
/// <param name="Settings">Settings by step, keys in ordinal order; an absent step has none.</param>
public sealed record Pipeline(string Name, string Title, IReadOnlyDictionary<StepName, JsonObject> Settings)
{
    /// <summary>Settings of a step; empty where the file gives none.</summary>
    public JsonObject SettingsOf(StepName step) => Settings.TryGetValue(step, out JsonObject? settings) ? settings : [];
}

/// <summary>The steps in their order.</summary>
public enum StepName
{
    Acquire,
    Structure,
    Preprocess,
    Split,
    Train,
    Evaluate,
    Report,
}
