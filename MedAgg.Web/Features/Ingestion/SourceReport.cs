using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Providers;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What a source is, as the API and <c>ingest --dry-run --json</c> tell it: the same words at both doors.</summary>
public sealed record SourceReport
{
    public string? Provider { get; init; }

    public string? Title { get; init; }

    public string? Version { get; init; }

    public string? Licence { get; init; }

    public string? LicenceUrl { get; init; }

    public required LicenceClass LicenceClass { get; init; }

    public required DatasetAccess Access { get; init; }

    public string? Doi { get; init; }

    public string? LandingPage { get; init; }

    /// <summary>The address with its version fixed.</summary>
    public string? Pin { get; init; }

    public string? Description { get; init; }

    /// <summary>Bytes that would be fetched; absent when the source does not state every size.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Files that would be fetched.</summary>
    public required int FileCount { get; init; }

    /// <summary>Whether counts and bytes are the source's own before its files are listed one by one.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>Whether the terms must be accepted before anything is fetched.</summary>
    public bool AsksForAcceptance { get; init; }

    /// <summary>Files of the source that the choice left out.</summary>
    public required int FilesLeftOut { get; init; }

    /// <summary>Files whose bytes will be compared with a checksum of the source.</summary>
    public required int FilesWithChecksum { get; init; }

    public required IReadOnlyList<SourceReportFile> Files { get; init; }

    /// <summary>What the source lists inside an archive that it gives as a whole.</summary>
    public required IReadOnlyList<SourceReportFile> Contents { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The source did not answer in time; a job has more patience.</summary>
    public bool IsSilent { get; init; }

    public Refusal? Error { get; init; }

    public static SourceReport Of(SourcePreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        SourcePlan? plan = preview.Plan;
        return new()
        {
            Provider = preview.Provider,
            Title = plan?.Name,
            Version = plan?.Version,
            Licence = plan?.Licence,
            LicenceUrl = plan?.LicenceUrl,
            LicenceClass = preview.LicenceClass,
            Access = plan?.Access ?? DatasetAccess.Unknown,
            Doi = plan?.Doi,
            LandingPage = plan?.LandingPage,
            Pin = plan?.Pin,
            Description = plan?.Description,
            SizeBytes = preview.SizeBytes,
            FileCount = preview.Files ?? 0,
            IsEstimate = preview.IsEstimate,
            AsksForAcceptance = preview.AsksForAcceptance,
            FilesLeftOut = plan?.FilesLeftOut ?? 0,
            FilesWithChecksum = preview.Checksums,
            Files = [.. (plan?.Files ?? []).Select(Of)],
            Contents = [.. (plan?.Contents ?? []).Select(Of)],
            Warnings = plan?.Warnings ?? [],
            IsSilent = preview.IsSilent,
            Error = preview.Refusal,
        };
    }

    // The location may hold what only the provider is to see.
    private static SourceReportFile Of(PlannedFile file) => new(file.Path, file.SizeBytes, file.Checksum);
}

/// <param name="Path">Path below the source.</param>
/// <param name="SizeBytes">Absent when the source does not state it.</param>
/// <param name="Checksum">As <c>algorithm:hex</c>; absent when the source states none.</param>
public sealed record SourceReportFile(string Path, long? SizeBytes, string? Checksum);
