using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>One job in a list.</summary>
public sealed record JobRow
{
    public required long Id { get; init; }

    /// <summary>Name that was given or found; the source's short name while there is none.</summary>
    public required string Name { get; init; }

    public required IngestionSource Source { get; init; }

    public required IngestionStatus Status { get; init; }

    public required IReadOnlyList<IngestionStage> Stages { get; init; }

    public string? RequestedBy { get; init; }

    public string? Team { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public bool CancelRequested { get; init; }

    public bool PauseRequested { get; init; }

    /// <summary>Slug of the dataset once there is one.</summary>
    public string? DatasetSlug { get; init; }

    /// <summary>Whether the reader may pause, cancel or repeat it.</summary>
    public bool MayChange { get; init; }

    public bool IsFinished => Status is IngestionStatus.Succeeded or IngestionStatus.Failed or IngestionStatus.Cancelled;

    /// <summary>Share of the whole job, 0 to 1.</summary>
    public double Share => JobProgress.ShareOf(Status, Stages);
}
