using MedAgg.Domain.Catalog;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Experiments;

/// <summary>What a run would do, or why it would not be begun.</summary>
public sealed record ExperimentPlan
{
    /// <summary>Null when the run may be begun.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The text as it would be run: with the changes that were asked for.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>Null when the text has faults.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>Address or path that would be asked; null for a dataset of the catalogue.</summary>
    public string? Source { get; init; }

    /// <summary>The dataset of the catalogue that would be learnt from; null for a source.</summary>
    public PlannedDataset? Dataset { get; init; }
}

/// <summary>A version of a dataset that a run would learn from.</summary>
/// <param name="VersionId">Id of the version.</param>
/// <param name="Slug">Slug of the dataset.</param>
/// <param name="Title">Its title.</param>
/// <param name="Number">Number of the version.</param>
/// <param name="Images">Images of the version.</param>
/// <param name="Patients">Patients of the version; 0 when unknown.</param>
public sealed record PlannedDataset(long VersionId, string Slug, LocalizedText Title, int Number, long Images, long Patients);
