using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What a program asks to run.</summary>
/// <param name="Yaml">The pipeline.</param>
/// <param name="Source">Address that is taken instead of the pipeline's own sources; null for those.</param>
/// <param name="TeamId">Team that shall own the experiment.</param>
/// <param name="Changes">What shall be otherwise than the text says.</param>
internal sealed record RunBody(string Yaml, string? Source, long? TeamId, PipelineChanges? Changes)
{
    internal ExperimentOrder Order => new(Yaml, "pipeline.yaml") { Source = Source, TeamId = TeamId, Changes = Changes ?? new() };
}
