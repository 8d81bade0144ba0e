namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>Which part of a collection is wanted. Nothing said means everything.</summary>
internal sealed record SeriesChoice
{
    public const string Malformed = "CHOICE_MALFORMED";

    /// <summary>Ranges of patients, each end included; empty for all.</summary>
    public IReadOnlyList<PatientRange> Patients { get; init; } = [];

    /// <summary>Patterns of which a series must match one; empty for all.</summary>
    public IReadOnlyList<SeriesPattern> Include { get; init; } = [];

    /// <summary>Patterns of which a series may match none.</summary>
    public IReadOnlyList<SeriesPattern> Exclude { get; init; } = [];

    /// <summary>Most patients in all; null for all.</summary>
    public int? MaxPatients { get; init; }

    /// <summary>Patients of each class of the label table; null for all. A class with fewer gives what it has, and the plan says so.</summary>
    public int? PatientsPerClass { get; init; }

    /// <summary>Most bytes in all, whole patients only; null without a limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Seed of the order in which patients are taken. The same seed takes the same patients.</summary>
    public int Seed { get; init; }
}
