namespace MedAgg.Web.Features.Experiments;

/// <summary>Names the sentences about faults of pipelines; keys are the English formats of <see cref="Domain.Experiments.Pipelines.PipelineFault"/>.</summary>
public sealed class PipelineFaultTexts;
