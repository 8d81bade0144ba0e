using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>What a reference turned out to be: its series and where they were found, or why there are none.</summary>
internal sealed record FoundSeries
{
    public IReadOnlyList<SeriesRow> Series { get; init; } = [];

    /// <summary>Name for the dataset.</summary>
    public string Name { get; init; } = "";

    public CollectionPage? Page { get; init; }

    /// <summary>Data release of IDC when series come from there; null otherwise.</summary>
    public string? IdcVersion { get; init; }

    /// <summary>Licences, each once, in the words of the archives.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];

    public string? LicenceUrl { get; init; }

    /// <summary>Addresses of files that a list names beside series.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>TCIA has a page about it and gives the files only to people whom it has admitted.</summary>
    public bool IsWithheld { get; init; }

    public Refusal? Refusal { get; init; }

    public static FoundSeries Refused(Refusal refusal) => new() { Refusal = refusal };

    public static FoundSeries Refused(string code, string message) => new() { Refusal = new(code, message) };
}
