using MedAgg.Domain.Experiments;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Web.Features.Experiments;

/// <summary>A run as lists and followers see it.</summary>
public sealed record RunRow
{
    public required long Id { get; init; }

    public required string Experiment { get; init; }

    public required RunStatus Status { get; init; }

    public required IReadOnlyList<StepState> Steps { get; init; }

    /// <summary>Null until evaluated.</summary>
    public MetricSummary? Metrics { get; init; }

    public long? IngestionId { get; init; }

    public long? VersionId { get; init; }

    public string? Dataset { get; init; }

    public int? DatasetVersion { get; init; }

    public Guid? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public string? OwnerName { get; init; }

    public required string Yaml { get; init; }

    /// <summary>Address or path that was taken; null for a dataset of the catalogue.</summary>
    public string? Source { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Somebody asked it to stop; the worker has not yet.</summary>
    public bool CancelRequested { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long it has worked, or did; null before it began.</summary>
    public TimeSpan? Taken(DateTimeOffset now) => StartedAt is { } began ? (FinishedAt ?? now) - began : null;

    public bool IsOpen => Status is RunStatus.Queued or RunStatus.Running;
}
