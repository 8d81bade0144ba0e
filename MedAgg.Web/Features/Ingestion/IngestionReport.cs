using System.Text.Json.Nodes;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>A job as the API and <c>ingest --json</c> tell it: the same words at both doors.</summary>
public sealed record IngestionReport
{
    public required long IngestionId { get; init; }

    public required IngestionStatus Status { get; init; }

    public required string Name { get; init; }

    /// <summary>Slug of the dataset; absent until there is one.</summary>
    public string? Dataset { get; init; }

    public long? VersionId { get; init; }

    public int? VersionNumber { get; init; }

    /// <summary>Absent until the version is published.</summary>
    public VersionCounts? Counts { get; init; }

    /// <summary>What the inspection understood; absent until the version is published.</summary>
    public JsonNode? Profile { get; init; }

    /// <summary>Share of the whole job, 0 to 1.</summary>
    public required double Progress { get; init; }

    public required IReadOnlyList<IngestionStage> Stages { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed; absent otherwise.</summary>
    public Refusal? Error { get; init; }

    public static IngestionReport Of(JobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        JobRow row = job.Row;
        bool isKept = job.VersionState is VersionState.Filling or VersionState.Published; // a failed job leaves no version
        return new()
        {
            IngestionId = row.Id,
            Status = row.Status,
            Name = row.Name,
            Dataset = isKept ? row.DatasetSlug : null,
            VersionId = isKept ? job.VersionId : null,
            VersionNumber = isKept ? job.VersionNumber : null,
            Counts = job.Counts,
            Profile = job.ProfileJson is { } json ? JsonNode.Parse(json) : null,
            Progress = Math.Round(row.Share, 4),
            Stages = row.Stages,
            CreatedAt = row.CreatedAt,
            FinishedAt = row.FinishedAt,
            Error = row.ErrorCode is { } code ? new(code, row.ErrorMessage ?? "") : null,
        };
    }
}
