using MedAgg.Domain.Catalog;

namespace MedAgg.Jobs.Providers;

/// <summary>What a source would give, before anything is fetched.</summary>
public sealed record SourcePlan
{
    /// <summary>Name for the dataset as the source words it.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the provider, for example <c>direct</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Licence as the source words it; null when it states none.</summary>
    public string? Licence { get; init; }

    public string? LicenceUrl { get; init; }

    /// <summary>What a person must do before the source hands out the files, as far as the source tells.</summary>
    public DatasetAccess Access { get; init; }

    /// <summary>The source tells what the data are and does not give the files to this asker: they are put into the catalogue and not fetched.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Version as the source words it; null when it states none.</summary>
    public string? Version { get; init; }

    /// <summary>The address with its version fixed: the same text gives the same files again, as far as the source allows. Null when it does not.</summary>
    public string? Pin { get; init; }

    /// <summary>Page for people.</summary>
    public string? LandingPage { get; init; }

    public string? Doi { get; init; }

    /// <summary>The source's own words about the data in plain text; null without any.</summary>
    public string? Description { get; init; }

    public required IReadOnlyList<PlannedFile> Files { get; init; }

    /// <summary>How many files it will be, where <see cref="Files"/> names only some of them for a glance; null where it names all.</summary>
    public int? EstimatedFiles { get; init; }

    /// <summary>Bytes of all files as far as the source tells before they are listed; null where <see cref="SizeBytes"/> knows.</summary>
    public long? EstimatedBytes { get; init; }

    /// <summary>What is inside, where the source lists it but gives it in one archive; empty otherwise. Nothing of it is fetched by itself.</summary>
    public IReadOnlyList<PlannedFile> Contents { get; init; } = [];

    /// <summary>Files of the source that the choice left out.</summary>
    public int FilesLeftOut { get; init; }

    /// <summary>Codes and sentences about what was left out or is doubtful, one <c>CODE: sentence</c> each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>True when the provider has applied the whole choice itself (patients, classes).</summary>
    public bool IsChosen { get; init; }

    /// <summary>Sum of the stated sizes in bytes; null when any is unknown.</summary>
    public long? SizeBytes => Files.Any(file => file.SizeBytes is null) ? null : Files.Sum(file => file.SizeBytes!.Value);
}
