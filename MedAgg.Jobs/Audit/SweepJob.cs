using Quartz;

namespace MedAgg.Jobs.Audit;

/// <summary>Quartz's door to the broom.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(Broom broom) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await broom.SweepAsync(cancellationToken);
}
