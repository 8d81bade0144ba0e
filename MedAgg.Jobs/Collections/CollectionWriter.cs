using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Collections;

/// <summary>The only writer of collections while they are built. A write of an attempt that is not the current one is refused.</summary>
internal sealed class CollectionWriter(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    /// <summary>Takes the lease.</summary>
    /// <returns>The collection as it stands now; null when there is nothing to build.</returns>
    public async Task<Collection?> BeginAsync(long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        Collection? collection = await LockAsync(context, id, cancellationToken);
        if (collection is not { IsWaitingOrBuilding: true })
            return null;
        collection.Begin(clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await PublishAsync(id, cancellationToken);
        return collection;
    }

    /// <summary>Changes the collection under its lock.</summary>
    /// <returns>False when another worker has it, or its build has ended.</returns>
    public async Task<bool> UpdateAsync(CollectionRun run, Func<MedAggContext, Collection, Task> change, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        Collection? collection = await LockAsync(context, run.Id, cancellationToken);
        if (collection is not { Status: CollectionStatus.Building } || collection.Attempts != run.Attempt)
            return false;
        await change(context, collection);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await PublishAsync(run.Id, cancellationToken);
        return true;
    }

    /// <summary>Reads whether the attempt is still the current one, and whether a user wants it to stop.</summary>
    public async Task<(bool IsOurs, bool IsCancelled)> LookAsync(CollectionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await context.Collections.Where(row => row.Id == run.Id).Select(row => new { row.Status, row.Attempts, row.CancelRequested }).SingleOrDefaultAsync(cancellationToken);
        return (seen is { Status: CollectionStatus.Building } && seen.Attempts == run.Attempt, seen is { CancelRequested: true });
    }

    public Task PublishAsync(long id, CancellationToken cancellationToken) =>
        changes.PublishAsync(new(ChangeKind.Collection, id.ToString(CultureInfo.InvariantCulture)), cancellationToken);

    private static async Task<Collection?> LockAsync(MedAggContext context, long id, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"select 1 from collection where id = {id} for no key update", cancellationToken);
        return await context.Collections.SingleOrDefaultAsync(collection => collection.Id == id, cancellationToken);
    }
}
