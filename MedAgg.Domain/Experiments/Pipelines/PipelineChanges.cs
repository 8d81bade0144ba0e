namespace MedAgg.Domain.Experiments.Pipelines;

/// <summary>What somebody wants otherwise than a pipeline says, without writing it anew. What is null stays.</summary>
public sealed record PipelineChanges
{
    /// <summary>Name for people, at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Slug of a dataset of the catalogue that is learnt from instead.</summary>
    public string? Dataset { get; init; }

    /// <summary>Version of that dataset; null for the newest.</summary>
    public int? Version { get; init; }

    /// <summary>Seeds of the trainings, one network each.</summary>
    public IReadOnlyList<int>? Seeds { get; init; }

    /// <summary>Most epochs of each training.</summary>
    public int? Epochs { get; init; }
}
