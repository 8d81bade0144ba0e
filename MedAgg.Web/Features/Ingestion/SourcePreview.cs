using MedAgg.Domain.Catalog;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What an address turned out to be before anything is fetched: a plan in short, a refusal, or no answer in time.</summary>
public sealed record SourcePreview
{
    /// <summary>Files of the plan that are named; more are only counted.</summary>
    private const int Named = 5;

    /// <summary>The whole plan; null without one.</summary>
    public SourcePlan? Plan { get; init; }

    /// <summary>Id of the provider; null when none knows the address.</summary>
    public string? Provider { get; init; }

    public string? Name { get; init; }

    public string? Licence { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public string? Version { get; init; }

    /// <summary>Licence and access in words that are the same for every source; null without a plan.</summary>
    public LicenceTerms? Terms { get; init; }

    /// <summary>Which terms were shown: accepting is bound to it. Null without a plan.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether these very terms were accepted before.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Whether the data are put into the catalogue and not fetched.</summary>
    public bool IsClosed => Terms is { IsClosed: true } || Plan is { IsWithheld: true };

    /// <summary>Whether a person must accept the terms before anything is fetched.</summary>
    public bool AsksForAcceptance => Terms is { NeedsAcceptance: true } && !IsClosed && !IsAccepted;

    /// <summary>Page for people; null when the source has none.</summary>
    public string? LandingPage { get; init; }

    /// <summary>Files whose checksum the source states.</summary>
    public int Checksums { get; init; }

    /// <summary>Whether counts and bytes are the source's own before its files are listed one by one.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>What the source says about it in plain text; null without a word.</summary>
    public string? Description { get; init; }

    /// <summary>Files that the choice leaves out.</summary>
    public int FilesLeftOut { get; init; }

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
            Provider = plan.Provider,
            Name = plan.Name,
            Licence = plan.Licence,
            LicenceClass = Domain.Catalog.Licence.ClassOf(plan.Licence),
            Version = plan.Version,
            Terms = LicenceGate.TermsOf(plan),
            Fingerprint = LicenceGate.FingerprintOf(plan),
            LandingPage = plan.LandingPage,
            Checksums = plan.Files.Count(file => file.Checksum is not null),
            FilesLeftOut = plan.FilesLeftOut,
            Files = plan.EstimatedFiles ?? plan.Files.Count,
            SizeBytes = plan.EstimatedBytes ?? plan.SizeBytes,
            IsEstimate = plan.EstimatedFiles is not null,
            Description = plan.Description,
            FirstFiles = [.. plan.Files.Take(Named)],
            Warnings = plan.Warnings,
        };
    }
}
