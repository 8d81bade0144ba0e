using MedAgg.Domain.Catalog;

namespace MedAgg.Domain.Discovery;

/// <summary>A dataset as a provider's search tells it. What the provider does not say is null.</summary>
public sealed record FoundDataset
{
    /// <summary>Id of the provider that told it.</summary>
    public required string Provider { get; init; }

    public required string Title { get; init; }

    /// <summary>What an ingestion of it would be given: a page, a DOI or a short form.</summary>
    public required string Address { get; init; }

    /// <summary>Page for people.</summary>
    public string? Page { get; init; }

    /// <summary>Plain text, shortened.</summary>
    public string? Description { get; init; }

    /// <summary>Licence as the provider words it.</summary>
    public string? Licence { get; init; }

    public DatasetAccess Access { get; init; }

    public string? Doi { get; init; }

    public int? Year { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>People in it.</summary>
    public long? Patients { get; init; }

    /// <summary>Words of the provider about it: modalities, tasks, tags. At most 8.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
