using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What somebody asks to bring in.</summary>
public sealed record IngestionOrder(IngestionSource Source)
{
    /// <summary>Name of the dataset to be; null or blank takes the source's own.</summary>
    public string? Name { get; init; }

    /// <summary>Team that shall own the dataset; null for the requester alone.</summary>
    public long? TeamId { get; init; }
}
