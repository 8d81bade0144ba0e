using MedAgg.Domain.Catalog;

namespace MedAgg.Web.Features.Catalog;

/// <summary>A version of a dataset as pages show it.</summary>
public sealed record VersionRow
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public required VersionState State { get; init; }

    public required VersionCounts Counts { get; init; }

    public string? ManifestSha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public bool IsCurrent { get; init; }

    /// <summary>The ingestion that filled it; null when it is gone.</summary>
    public long? IngestionId { get; init; }

    public bool IsFilling => State == VersionState.Filling;
}
