using MedAgg.Domain.Experiments;

namespace MedAgg.Jobs.Experiments;

/// <summary>What a step made.</summary>
/// <param name="Key">SHA-256 of its inputs, settings and code version.</param>
/// <param name="Files">Its files by name.</param>
public sealed record StepOutput(string Key, IReadOnlyDictionary<string, StepFile> Files);
