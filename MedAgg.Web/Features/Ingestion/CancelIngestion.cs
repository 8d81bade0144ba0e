using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Asks a running job to stop, takes a waiting one out of the queue, and has a paused one cleared away by a job node, which holds its folder.</summary>
public sealed class CancelIngestion(IDbContextFactory<MedAggContext> contexts, IngestionScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    private const int Tries = 10;

    /// <returns>Why not; null when done. A job that has finished meanwhile is left as it is.</returns>
    public async Task<Refusal?> RunAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        for (int i = 0; ; i++)
        {
            try
            {
                return await TryAsync(actor, id, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (i < Tries)
            {
                continue; // the worker wrote progress in between: read again
            }
        }
    }

    private async Task<Refusal?> TryAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IngestionRequest? request = await context.Ingestions.SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (request is null || !actor.MayChange(request.RequestedBy, request.TeamId))
            return IngestionQueries.Unknown(id);
        if (request.IsFinished || request.CancelRequested)
            return null;

        request.RequestCancel();
        if (request.Attempts == 0)
            request.Cancel(clock.GetUtcNow());
        bool wasPaused = request.Status == IngestionStatus.Paused;
        if (wasPaused)
            request.Resume();
        context.AuditEvents.Add(IngestionAudit.Of(IngestionAudit.CancelRequested, id, actor.UserId, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        if (wasPaused)
            await scheduler.EnqueueAgainAsync(id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Ingestion, $"{id}"), cancellationToken);
        return null;
    }
}
