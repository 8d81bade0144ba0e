namespace MedAgg.Domain.Catalog;

/// <summary>Where a version came from, in the words of the source at the time.</summary>
public sealed record VersionSource
{
    /// <summary>Id of the provider, for example <c>zenodo</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What the provider resolved the address to: the same text gives the same state of the source again, as far as the source allows. Null when it does not.</summary>
    public string? Pin { get; init; }

    /// <summary>Version as the source words it.</summary>
    public string? Version { get; init; }

    public string? LandingPage { get; init; }

    public string? Doi { get; init; }

    public string? Licence { get; init; }

    public string? LicenceUrl { get; init; }

    public DatasetAccess Access { get; init; }

    /// <summary>Which part was taken, as <c>SourceChoice</c> writes it; null for all of it.</summary>
    public string? Choice { get; init; }

    /// <summary>When the source was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }
}
