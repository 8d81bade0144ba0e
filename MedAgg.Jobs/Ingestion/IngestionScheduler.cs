using MedAgg.Jobs.Scheduling;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Hands ingestions to the workers.</summary>
public sealed class IngestionScheduler(JobQueue queue)
{
    internal const string Kind = "ingestion";

    /// <summary>Puts a stored request into the queue. Asking twice is harmless, and a sweep asks again if a node dies in between.</summary>
    public Task EnqueueAsync(long ingestionId, CancellationToken cancellationToken) => queue.EnqueueAsync<IngestionJob>(Kind, ingestionId, cancellationToken);

    /// <summary>Lets a paused request go on, also while its worker is still about to let go of it.</summary>
    public Task EnqueueAgainAsync(long ingestionId, CancellationToken cancellationToken) => queue.EnqueueAgainAsync<IngestionJob>(Kind, ingestionId, cancellationToken);

    /// <summary>Whether a worker has the request, or will have it.</summary>
    public Task<bool> IsLiveAsync(long ingestionId, CancellationToken cancellationToken) => queue.IsLiveAsync(Kind, ingestionId, cancellationToken);
}
