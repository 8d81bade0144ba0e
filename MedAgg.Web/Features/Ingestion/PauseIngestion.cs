using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Stops a job so that it can go on later, and lets it go on: from the bytes that are there, however often a node was restarted in between.</summary>
public sealed class PauseIngestion(IDbContextFactory<MedAggContext> contexts, IngestionScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    private const int Tries = 10;

    /// <returns>Why not; null when the job is paused, or will be as soon as its worker hears of it.</returns>
    public Task<Refusal?> PauseAsync(Actor actor, long id, CancellationToken cancellationToken) => RunAsync(actor, id, pauses: true, cancellationToken);

    /// <returns>Why not; null when the job goes on. One that was not paused just goes on.</returns>
    public Task<Refusal?> ResumeAsync(Actor actor, long id, CancellationToken cancellationToken) => RunAsync(actor, id, pauses: false, cancellationToken);

    private async Task<Refusal?> RunAsync(Actor actor, long id, bool pauses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        for (int i = 0; ; i++)
        {
            try
            {
                return await TryAsync(actor, id, pauses, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (i < Tries)
            {
                continue; // the worker wrote progress in between: read again
            }
        }
    }

    private async Task<Refusal?> TryAsync(Actor actor, long id, bool pauses, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IngestionRequest? request = await context.Ingestions.SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (request is null || !actor.MayChange(request.RequestedBy, request.TeamId))
            return IngestionQueries.Unknown(id);
        if (request.IsFinished || request.CancelRequested)
            return new(DoorCodes.Finished, $"Job {id} has ended or is being cancelled; it can be repeated.");
        if (request.PauseRequested == pauses)
            return null;

        if (pauses)
            request.RequestPause();
        else
            request.Resume();
        context.AuditEvents.Add(IngestionAudit.Of(pauses ? IngestionAudit.Paused : IngestionAudit.Resumed, id, actor.UserId, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        if (!pauses)
            await scheduler.EnqueueAgainAsync(id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Ingestion, $"{id}"), cancellationToken);
        return null;
    }
}
