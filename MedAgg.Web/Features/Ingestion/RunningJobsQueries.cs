using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What the header asks: the reader's unfinished jobs and those of his teams. What others bring in is not his affair.</summary>
public sealed class RunningJobsQueries(IDbContextFactory<MedAggContext> contexts)
{
    private const int MaxJobs = 100;

    public async Task<RunningJobsState> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayWork)
            return new(0, 0);

        long?[] teams = [.. actor.Teams.Keys];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<IngestionRequest> unfinished = await context.Ingestions.AsNoTracking()
            .Where(request => request.RequestedBy == actor.UserId || teams.Contains(request.TeamId))
            .Where(request => request.Status == IngestionStatus.Queued || request.Status == IngestionStatus.Running)
            .OrderBy(request => request.Id).Take(MaxJobs).ToListAsync(cancellationToken);
        return unfinished.Count == 0
            ? new(0, 0)
            : new(unfinished.Count, unfinished.Average(request => JobProgress.ShareOf(request.Status, request.Stages)));
    }
}
