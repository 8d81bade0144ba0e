namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>One series as an archive lists it. What the archive does not say is empty or null.</summary>
internal sealed record SeriesRow
{
    public required string SeriesUid { get; init; }

    public string StudyUid { get; init; } = "";

    public string PatientId { get; init; } = "";

    /// <summary>Collection in the spelling of the archive that listed it: <c>CMMD</c> at NBIA, <c>cmmd</c> at IDC.</summary>
    public string Collection { get; init; } = "";

    public string Modality { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Instances in the series; null when the archive does not say.</summary>
    public int? Images { get; init; }

    /// <summary>Unpacked bytes of all instances; null when the archive does not say.</summary>
    public long? SizeBytes { get; init; }

    public string? Licence { get; init; }

    public string? LicenceUrl { get; init; }

    /// <summary>When the archive released the series, in its own spelling.</summary>
    public string? Released { get; init; }

    /// <summary>Where IDC keeps it; null when it is not known to be there.</summary>
    public IdcPlace? Idc { get; init; }
}
