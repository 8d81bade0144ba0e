using MedAgg.Jobs.Scheduling;

namespace MedAgg.Jobs.Experiments;

/// <summary>Hands runs to the workers.</summary>
public sealed class ExperimentScheduler(JobQueue queue)
{
    private const string Kind = "run";

    /// <summary>Puts a stored run that waits into the queue. Asking twice is harmless.</summary>
    public Task EnqueueAsync(long runId, CancellationToken cancellationToken) => queue.EnqueueAsync<ExperimentJob>(Kind, runId, cancellationToken);

    /// <summary>Whether a worker has the run, or will have it.</summary>
    public Task<bool> IsLiveAsync(long runId, CancellationToken cancellationToken) => queue.IsLiveAsync(Kind, runId, cancellationToken);
}
