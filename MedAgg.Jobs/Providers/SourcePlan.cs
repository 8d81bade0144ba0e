namespace MedAgg.Jobs.Providers;

/// <summary>What a source would give, before anything is fetched.</summary>
public sealed record SourcePlan
{
    /// <summary>Name for the dataset as the source words it.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the provider, for example <c>direct</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Licence as the source words it; null when it states none.</summary>
    public string? Licence { get; init; }

    /// <summary>Version as the source words it; null when it states none.</summary>
    public string? Version { get; init; }

    public required IReadOnlyList<PlannedFile> Files { get; init; }

    /// <summary>Codes and sentences about what was left out, one <c>CODE: sentence</c> each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Sum of the stated sizes in bytes; null when any is unknown.</summary>
    public long? SizeBytes => Files.Any(file => file.SizeBytes is null) ? null : Files.Sum(file => file.SizeBytes!.Value);
}
