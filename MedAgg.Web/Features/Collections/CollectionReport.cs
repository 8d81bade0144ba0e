using System.Text.Json.Nodes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Features.Collections;

/// <summary>A collection as the API tells it.</summary>
public sealed record CollectionReport
{
    public required long CollectionId { get; init; }

    public required string Name { get; init; }

    public required CollectionStatus Status { get; init; }

    /// <summary>Share of the running build, 0 to 1; absent while unknown.</summary>
    public double? Progress { get; init; }

    public long? Images { get; init; }

    public long? Patients { get; init; }

    public long? ArchiveBytes { get; init; }

    public string? ArchiveSha256 { get; init; }

    /// <summary>Where the archive is; absent while there is none.</summary>
    public string? ArchiveUrl { get; init; }

    public required string RecipeSha256 { get; init; }

    public JsonNode? Recipe { get; init; }

    public bool? RebuiltIdentical { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Refusal? Error { get; init; }

    public static CollectionReport Of(CollectionRow row, string? recipeJson)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            CollectionId = row.Id,
            Name = row.Name,
            Status = row.Status,
            Progress = row.Share is { } share ? Math.Round(share, 4) : null,
            Images = row.Images,
            Patients = row.Patients,
            ArchiveBytes = row.ArchiveBytes,
            ArchiveSha256 = row.ArchiveSha256,
            ArchiveUrl = row.Status == CollectionStatus.Ready ? $"/collections/{row.Id}/archive" : null,
            RecipeSha256 = row.RecipeSha256,
            Recipe = recipeJson is null ? null : JsonNode.Parse(recipeJson),
            RebuiltIdentical = row.RebuiltIdentical,
            CreatedAt = row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
            Error = row is { Status: CollectionStatus.Failed, ErrorCode: { } code } ? new(code, row.ErrorMessage ?? "") : null,
        };
    }
}
