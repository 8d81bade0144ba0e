using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Experiments;

/// <summary>Writes runs under their lock and tells those who watch.</summary>
internal sealed class ExperimentWriter(IDbContextFactory<MedAggContext> contexts, IChangeFeed changes)
{
    /// <summary>The run and its experiment; null when there is no such run.</summary>
    public async Task<(Run Run, Experiment Experiment)?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (from run in context.Runs.AsNoTracking() join experiment in context.Experiments.AsNoTracking() on run.ExperimentId equals experiment.Id where run.Id == id select new { run, experiment })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.run, found.experiment);
    }

    /// <summary>Changes a run that waits or runs.</summary>
    /// <returns>False when it has ended: a user has cancelled it.</returns>
    public async Task<bool> UpdateAsync(long id, Action<Run> change, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select 1 from run where id = {id} for no key update", cancellationToken);
        Run? run = await context.Runs.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (run is not { Status: RunStatus.Queued or RunStatus.Running })
            return false;
        change(run);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Run, id.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        return true;
    }
}
