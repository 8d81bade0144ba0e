using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>Builds a collection again from its frozen recipe; the archive must come out as it was.</summary>
public sealed class RebuildCollection(IDbContextFactory<MedAggContext> contexts, CollectionScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    /// <returns>Why not; null when the collection is in the queue.</returns>
    public async Task<Refusal?> RunAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        Collection? collection = await context.Collections.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (collection is null || !actor.MayChange(collection.OwnerId, collection.TeamId))
            return CollectionQueries.Unknown(id);
        if (collection.IsWaitingOrBuilding)
            return new(CollectionCodes.Busy, $"Collection {id} is being built already.");

        collection.BuildAgain();
        context.AuditEvents.Add(CollectionAudit.Of(CollectionAudit.RebuildRequested, id, actor.UserId, clock.GetUtcNow()));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(CollectionCodes.Busy, $"Somebody else has just ordered collection {id}.");
        }

        await scheduler.EnqueueAsync(id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Collection, $"{id}"), cancellationToken);
        return null;
    }
}
