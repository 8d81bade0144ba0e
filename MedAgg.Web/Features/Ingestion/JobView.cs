using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Everything that the page of a job shows at once; files, log and findings are asked for apart.</summary>
public sealed record JobView
{
    public required JobRow Row { get; init; }

    /// <summary>How often a worker has begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Files that the source listed; null before it was asked.</summary>
    public long? PlannedFiles { get; init; }

    /// <summary>Bytes that the source listed; null when it did not state every size.</summary>
    public long? PlannedBytes { get; init; }

    /// <summary>Id of the provider; null until the dataset is made.</summary>
    public string? Provider { get; init; }

    /// <summary>Licence as the source words it.</summary>
    public string? LicenceName { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public DatasetAccess Access { get; init; }

    public long? VersionId { get; init; }

    public int? VersionNumber { get; init; }

    public VersionState? VersionState { get; init; }

    /// <summary>Measured counts; null until the version is published.</summary>
    public VersionCounts? Counts { get; init; }

    /// <summary>What the inspection understood, as JSON; null until the version is published.</summary>
    public string? ProfileJson { get; init; }

    /// <summary>Whether there is a dataset page worth opening: a version that is being filled or published.</summary>
    public bool HasDashboard => Row.DatasetSlug is not null && VersionState is Domain.Catalog.VersionState.Filling or Domain.Catalog.VersionState.Published;

    /// <summary>Whether the source gives its files only to people whom it has admitted: the dataset is in the catalogue, and nothing was fetched.</summary>
    public bool IsDescribedOnly => Row is { Status: IngestionStatus.Succeeded, DatasetSlug: not null } && VersionId is null;
}
