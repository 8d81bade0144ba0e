using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>Asks a running build to stop, and takes a waiting one out of the queue.</summary>
public sealed class CancelCollection(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    private const int Tries = 10;

    /// <returns>Why not; null when done. A build that has ended meanwhile is left as it is.</returns>
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
        Collection? collection = await context.Collections.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (collection is null || !actor.MayChange(collection.OwnerId, collection.TeamId))
            return CollectionQueries.Unknown(id);
        if (!collection.IsWaitingOrBuilding || collection.CancelRequested)
            return null;

        collection.RequestCancel();
        if (collection.Status == CollectionStatus.Queued)
            collection.Cancel(clock.GetUtcNow());
        context.AuditEvents.Add(CollectionAudit.Of(CollectionAudit.CancelRequested, id, actor.UserId, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Collection, $"{id}"), cancellationToken);
        return null;
    }
}
