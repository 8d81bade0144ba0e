namespace MedAgg.Domain.Catalog;

/// <summary>What is told about a dataset, stored as one JSON document beside the columns that are filtered and sorted by.</summary>
public sealed record DatasetCard
{
    public LocalizedText Title { get; init; } = new();

    public LocalizedText Description { get; init; } = new();

    /// <summary>Labels in the words of the source.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Modality codes in the words of the source, for example <c>CR</c>.</summary>
    public IReadOnlyList<string> ModalityCodes { get; init; } = [];

    /// <summary>Declared counts and size; what is not known is null.</summary>
    public DeclaredCounts Declared { get; init; } = new();

    /// <summary>Languages of reports and labels, ISO 639-1.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public string? Citation { get; init; }

    /// <summary>Where the facts of this card were read.</summary>
    public string? FactSource { get; init; }

    /// <summary>Names of facts that nobody checked against a source, for example <c>patients</c>; shown as unverified.</summary>
    public IReadOnlyList<string> Unverified { get; init; } = [];
}
