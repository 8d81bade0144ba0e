using MedAgg.Domain.Collections;

namespace MedAgg.Web.Features.Collections;

/// <summary>How a list of collections is narrowed.</summary>
public enum CollectionState
{
    Any,

    /// <summary>Waiting or being built.</summary>
    Open,
    Ready,
    Expired,
    Failed,
    Cancelled,
}

/// <summary>Which states of the store a narrowing means.</summary>
internal static class CollectionStates
{
    public static IReadOnlyList<CollectionStatus> Of(CollectionState state) => state switch
    {
        CollectionState.Open => [CollectionStatus.Queued, CollectionStatus.Building],
        CollectionState.Ready => [CollectionStatus.Ready],
        CollectionState.Expired => [CollectionStatus.Expired],
        CollectionState.Failed => [CollectionStatus.Failed],
        CollectionState.Cancelled => [CollectionStatus.Cancelled],
        _ => Enum.GetValues<CollectionStatus>(),
    };
}
