using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Quartz's door to the pipeline.</summary>
[DisallowConcurrentExecution]
public sealed class IngestionJob(IngestionPipeline pipeline) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await pipeline.RunAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken);
}
