namespace MedAgg.Domain.Collections;

public enum CollectionStatus
{
    Queued,
    Building,
    Ready,

    /// <summary>The archive was deleted after its time; the recipe stays and can be built again.</summary>
    Expired,
    Failed,
    Cancelled,
}
