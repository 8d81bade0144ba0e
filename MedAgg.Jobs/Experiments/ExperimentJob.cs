using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Experiments;

/// <summary>Quartz's door to the pipeline. A run that waits for its data comes back later, so that it never holds a place that its ingestion needs.</summary>
[DisallowConcurrentExecution]
public sealed class ExperimentJob(ExperimentPipeline pipeline, TimeProvider clock) : IJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (!await pipeline.RunAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken))
            return;
        ITrigger again = TriggerBuilder.Create().ForJob(context.JobDetail.Key).StartAt(clock.GetUtcNow() + Pause).Build();
        await context.Scheduler.ScheduleJob(again, cancellationToken: cancellationToken);
    }
}
