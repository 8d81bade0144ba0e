using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What the header asks.</summary>
public sealed class RunningJobsQueries(IDbContextFactory<MedAggContext> contexts)
{
    public async Task<RunningJobsState> ReadAsync(CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<IngestionRequest> unfinished = await context.Ingestions.AsNoTracking()
            .Where(i => i.Status == IngestionStatus.Queued || i.Status == IngestionStatus.Running)
            .OrderBy(ingestion => ingestion.Id)
            .Take(100)
            .ToListAsync(cancellationToken);
        return unfinished.Count == 0
            ? new(0, 0)
            : new(unfinished.Count, unfinished.Average(ingestion => ingestion.Stages.Average(Share)));
    }

    private static double Share(IngestionStage stage) => stage.State switch
    {
        StageState.Done or StageState.NotNeeded => 1,
        StageState.Running when stage is { Total: > 0 } => Math.Min(1, (double)stage.Done / stage.Total.Value),
        _ => 0,
    };
}
