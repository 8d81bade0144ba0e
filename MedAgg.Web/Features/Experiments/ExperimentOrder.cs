using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What somebody asks to run.</summary>
/// <param name="Yaml">Text of the pipeline.</param>
/// <param name="File">Its name, for sentences.</param>
public sealed record ExperimentOrder(string Yaml, string File)
{
    /// <summary>What shall be otherwise than the text says.</summary>
    public PipelineChanges Changes { get; init; } = new();

    /// <summary>Folder that relative paths are meant from; null for that of the shipped pipelines.</summary>
    public string? Folder { get; init; }

    /// <summary>A source that is taken instead of those of the pipeline; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Step that is done again with those behind it; null for none.</summary>
    public string? From { get; init; }

    /// <summary>Team that shall own the experiment; null for the requester alone.</summary>
    public long? TeamId { get; init; }
}

/// <summary>The run that was begun, or why there is none.</summary>
public sealed record StartedExperiment(long? RunId, Domain.Refusals.Refusal? Refusal);
