using MedAgg.Jobs.Scheduling;
using Quartz;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Quartz's door to the pipeline.</summary>
[DisallowConcurrentExecution]
public sealed class IngestionJob(IngestionPipeline pipeline, JobPlaces places) : IJob
{
    /// <inheritdoc />
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        places.RunAsync(context, () => pipeline.RunAsync(context.MergedJobDataMap.GetLong(JobQueue.IdKey), cancellationToken), cancellationToken);
}
