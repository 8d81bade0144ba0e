using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Scheduling;

/// <summary>Which exceptions end a job with a code and a sentence: what was refused deep below, a full disk, a store that is away. All others are mistakes or a lost database.</summary>
internal static class JobRefusal
{
    /// <returns>Null for an exception that the job's boundary has to rise.</returns>
    public static Refusal? Of(Exception exception) => exception switch
    {
        RefusedException refused => refused.Refusal,
        StoreAwayException away => away.Refusal,
        IOException full when DiskSpace.IsFull(full) => new(DiskSpace.FullCode, "There is no room left on the disk of this node; make room and start the work again."),
        _ => null,
    };
}
