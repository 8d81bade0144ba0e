using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;

namespace MedAgg.Web.Features.Experiments;

/// <summary>A plan for programs: what a run would learn from and how much it would train.</summary>
internal sealed record PlanReport
{
    public required string Name { get; init; }

    /// <summary>Address, path, or <c>slug@version</c>.</summary>
    public required string Data { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Networks that would be trained: questions × seeds.</summary>
    public required int Trainings { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The pipeline as it would be run.</summary>
    public required string Yaml { get; init; }

    public static PlanReport Of(ExperimentPlan plan)
    {
        Pipeline pipeline = plan.Pipeline!;
        return new()
        {
            Name = pipeline.Name,
            Data = plan.Dataset is { } dataset ? string.Create(CultureInfo.InvariantCulture, $"{dataset.Slug}@{dataset.Number}") : plan.Source ?? "",
            Tasks = [.. pipeline.Structure.Tasks.Select(task => task.Name)],
            Trainings = pipeline.Trainings,
            Epochs = pipeline.Train.Epochs,
            Yaml = plan.Yaml,
        };
    }
}
