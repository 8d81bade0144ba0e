using MedAgg.Jobs.Scheduling;

namespace MedAgg.Jobs.Discovery;

/// <summary>Hands stored questions to the workers.</summary>
public sealed class SearchScheduler(JobQueue queue)
{
    private const string Kind = "provider-search";

    /// <summary>Puts a question into the queue. Asking twice is harmless.</summary>
    public Task EnqueueAsync(long searchId, CancellationToken cancellationToken) => queue.EnqueueAsync<SearchJob>(Kind, searchId, cancellationToken);
}
