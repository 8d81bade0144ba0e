using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Experiments;

/// <summary>Quartz's door to the runner.</summary>
[DisallowConcurrentExecution]
public sealed class ExperimentJob(ExperimentRunner runner) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runner.RunAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken);
}
