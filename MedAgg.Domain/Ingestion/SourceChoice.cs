using System.Text.Json;

namespace MedAgg.Domain.Ingestion;

/// <summary>Which part of a source is wanted. Without any word of choice it is all of it.</summary>
public sealed record SourceChoice
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Path patterns; a file must match one of them. <c>*</c> stays inside a folder, <c>**</c> does not; a pattern without <c>/</c> is about the file name. Empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Path patterns; a file that matches one of them is left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Most bytes to be fetched; null for no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Patient ids and ranges of ids as <c>first..last</c> in the order of the source; empty for all. Only for sources that list patients.</summary>
    public IReadOnlyList<string> Patients { get; init; } = [];

    /// <summary>Most patients of each class; null for all. Only for sources that tell classes.</summary>
    public int? PerClass { get; init; }

    /// <summary>Most patients in all; null for all. Only for sources that list patients.</summary>
    public int? MaxPatients { get; init; }

    /// <summary>Where the classes of patients are told: the name of a table beside the images, or the address of one. Null takes the table that fits.</summary>
    public string? LabelTable { get; init; }

    /// <summary>Column of the class; null takes the first that looks like one.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Column of the patient; null takes the one whose values are patients of the source.</summary>
    public string? PatientColumn { get; init; }

    /// <summary>Seed of the order in which patients are taken, from 0: the same seed takes the same ones.</summary>
    public int Seed { get; init; }

    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => Include.Count == 0 && Exclude.Count == 0 && MaxBytes is null && Patients.Count == 0 && PerClass is null && MaxPatients is null;

    /// <summary>The same choice as text, null when nothing is left out: equal choices are equal texts.</summary>
    public string? ToJson() => IsWhole ? null : JsonSerializer.Serialize(
        new Stored(NullIfEmpty(Include), NullIfEmpty(Exclude), MaxBytes, NullIfEmpty(Patients), PerClass)
        {
            MaxPatients = MaxPatients,
            LabelTable = LabelTable,
            LabelColumn = LabelColumn,
            PatientColumn = PatientColumn,
            Seed = Seed == 0 ? null : Seed,
        },
        Json);

    public static SourceChoice OfJson(string? json) => json is null || JsonSerializer.Deserialize<Stored>(json, Json) is not { } stored
        ? new()
        : new()
        {
            Include = stored.Include ?? [],
            Exclude = stored.Exclude ?? [],
            MaxBytes = stored.MaxBytes,
            Patients = stored.Patients ?? [],
            PerClass = stored.PerClass,
            MaxPatients = stored.MaxPatients,
            LabelTable = stored.LabelTable,
            LabelColumn = stored.LabelColumn,
            PatientColumn = stored.PatientColumn,
            Seed = stored.Seed ?? 0,
        };

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    private sealed record Stored(IReadOnlyList<string>? Include, IReadOnlyList<string>? Exclude, long? MaxBytes, IReadOnlyList<string>? Patients, int? PerClass)
    {
        public int? MaxPatients { get; init; }

        public string? LabelTable { get; init; }

        public string? LabelColumn { get; init; }

        public string? PatientColumn { get; init; }

        public int? Seed { get; init; }
    }
}
