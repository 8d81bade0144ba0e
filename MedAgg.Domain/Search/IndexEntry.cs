using MedAgg.Domain.Catalog;

namespace MedAgg.Domain.Search;

/// <summary>What search knows of one dataset.</summary>
public sealed record IndexEntry
{
    public required string Slug { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Description { get; init; }

    /// <summary>Taxonomy ids.</summary>
    public IReadOnlyList<string> Modalities { get; init; } = [];

    public IReadOnlyList<string> Areas { get; init; } = [];

    public IReadOnlyList<string> Pathologies { get; init; } = [];

    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Labels in the words of the source.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Formats { get; init; } = [];

    public string Provider { get; init; } = "";

    public string? Citation { get; init; }

    public LicenceClass LicenceClass { get; init; }

    public DatasetAccess Access { get; init; }

    public int? Year { get; init; }

    public long? Images { get; init; }

    public long? Patients { get; init; }

    public long? SizeBytes { get; init; }

    public bool IsInspected { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null for everybody, else <c>team:ID</c> or <c>user:ID</c>: only viewers with that audience find it.</summary>
    public string? Audience { get; init; }
}
