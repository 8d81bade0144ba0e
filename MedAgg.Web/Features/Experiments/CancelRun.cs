using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Ends a run that waits or runs; its worker stops within seconds, and what it has done stays for the next run.</summary>
public sealed class CancelRun(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes, TimeProvider clock)
{
    /// <returns>False when there is no such run, or it has ended already.</returns>
    public async Task<bool> RunAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from run where id = {id} for no key update", cancellationToken);
        Run? run = await context.Runs.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (run is not { Status: RunStatus.Queued or RunStatus.Running })
            return false;
        run.Cancel(clock.GetUtcNow());
        context.AuditEvents.Add(new()
        {
            At = clock.GetUtcNow(),
            ActorId = actor.UserId,
            Action = "run.cancelled",
            SubjectKind = ChangeKind.Run,
            SubjectId = id.ToString(CultureInfo.InvariantCulture),
            DetailJson = "{}",
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return true;
    }
}
