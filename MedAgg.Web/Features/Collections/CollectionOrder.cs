using MedAgg.Domain.Collections;

namespace MedAgg.Web.Features.Collections;

/// <summary>What somebody asks to build.</summary>
public sealed record CollectionOrder(Recipe Recipe)
{
    /// <summary>Team that shall own the collection; null for the requester alone.</summary>
    public long? TeamId { get; init; }

    /// <summary>Whether the terms of the sources were accepted; needed where any of them is not free.</summary>
    public bool AcceptsLicences { get; init; }
}
