using MedAgg.Jobs.Scheduling;

namespace MedAgg.Jobs.Collections;

/// <summary>Hands collections to the workers.</summary>
public sealed class CollectionScheduler(JobQueue queue)
{
    private const string Kind = "collection";

    /// <summary>Puts a stored collection that waits into the queue. Asking twice is harmless.</summary>
    public Task EnqueueAsync(long collectionId, CancellationToken cancellationToken) => queue.EnqueueAsync<CollectionJob>(Kind, collectionId, cancellationToken);

    /// <summary>Whether a worker has the collection, or will have it.</summary>
    public Task<bool> IsLiveAsync(long collectionId, CancellationToken cancellationToken) => queue.IsLiveAsync(Kind, collectionId, cancellationToken);
}
