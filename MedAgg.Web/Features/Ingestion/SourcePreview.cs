using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Providers;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What an address turned out to be before anything is fetched: a plan in short, a refusal, or no answer in time.</summary>
public sealed record SourcePreview
{
    /// <summary>Files of the plan that are named; more are only counted.</summary>
    private const int Named = 5;

    /// <summary>The whole plan; null without one.</summary>
    public SourcePlan? Plan { get; init; }

    /// <summary>Files whose bytes will be compared with a checksum of the source.</summary>
    public int CheckedFiles { get; init; }

    /// <summary>Id of the provider; null when none knows the address.</summary>
    public string? Provider { get; init; }

    public string? Name { get; init; }

    public string? Licence { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public string? Version { get; init; }

    /// <summary>Files in all; null without a plan.</summary>
    public int? Files { get; init; }

    /// <summary>Bytes in all; null when the source does not state every size.</summary>
    public long? SizeBytes { get; init; }

    public IReadOnlyList<PlannedFile> FirstFiles { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public Refusal? Refusal { get; init; }

    /// <summary>The source did not answer in time; a job has more patience.</summary>
    public bool IsSilent { get; init; }

    public static SourcePreview Of(SourcePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            Plan = plan,
            CheckedFiles = plan.Files.Count(file => file.Checksum is not null),
            Provider = plan.Provider,
            Name = plan.Name,
            Licence = plan.Licence,
            LicenceClass = Domain.Catalog.Licence.ClassOf(plan.Licence),
            Version = plan.Version,
            Files = plan.Files.Count,
            SizeBytes = plan.SizeBytes,
            FirstFiles = [.. plan.Files.Take(Named)],
            Warnings = plan.Warnings,
        };
    }
}
