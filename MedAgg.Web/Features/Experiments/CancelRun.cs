using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Store;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Asks a run to stop; the worker that has it stops within seconds.</summary>
public sealed class CancelRun(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes)
{
    public async Task RunAsync(Actor actor, RunRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(row);
        if (!actor.MayChange(row.OwnerId, row.TeamId))
            return;
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from run where id = {row.Id} for no key update", cancellationToken);
        if (await context.Runs.SingleOrDefaultAsync(run => run.Id == row.Id, cancellationToken) is not { IsOpen: true } found)
            return;
        found.RequestCancel();
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, row.Id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
    }
}
