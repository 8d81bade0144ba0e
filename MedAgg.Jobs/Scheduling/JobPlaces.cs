using Microsoft.Extensions.Options;
using Quartz;

namespace MedAgg.Jobs.Scheduling;

/// <summary>
/// The places of a node for long jobs. A long job that finds none comes back a little later instead of waiting in a thread of the scheduler: however many
/// downloads are queued, searches and upkeep find a thread.
/// </summary>
public sealed class JobPlaces(IOptions<JobsOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(options.Value.Parallel);

    /// <summary>Runs the work in a place of this node, or has the job come back, here or at another node.</summary>
    public async ValueTask RunAsync(IJobExecutionContext context, Func<Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            ITrigger again = TriggerBuilder.Create().ForJob(context.JobDetail.Key).StartAt(clock.GetUtcNow() + Pause).Build();
            await context.Scheduler.ScheduleJob(again, cancellationToken: cancellationToken);
            return;
        }

        try
        {
            await work();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();
}
