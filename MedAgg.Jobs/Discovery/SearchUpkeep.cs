using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Puts questions whose node died before they reached the queue back into it, and deletes old ones.</summary>
public sealed class SearchUpkeep(IDbContextFactory<MedAggContext> contexts, SearchScheduler scheduler, IOptions<DiscoveryOptions> options, TimeProvider clock)
{
    // A younger question may still be on its way from the page, or be answered by a terminal.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<long> open;
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await context.ProviderSearches.Where(s => s.CreatedAt < now - options.Value.Kept).ExecuteDeleteAsync(cancellationToken);
            open = await context.ProviderSearches.Where(s => s.FinishedAt == null && s.CreatedAt < now - Grace).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken);
        }

        foreach (long id in open)
            await scheduler.EnqueueAsync(id, cancellationToken); // nothing happens where a worker has it already
    }
}
