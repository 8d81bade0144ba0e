using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Collections;

/// <summary>Quartz's door to the builder.</summary>
[DisallowConcurrentExecution]
public sealed class CollectionJob(CollectionBuilder builder) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await builder.BuildAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken);
}
