using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Discovery;

/// <summary>Quartz's door to the search of providers.</summary>
[DisallowConcurrentExecution]
public sealed class SearchJob(SearchRunner runner) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runner.RunAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken);
}
