using MedAgg.Domain.Collections;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Audit;

/// <summary>Rows that are said to wait or run without a job in the queue: their node died between two writes, or stopped in the middle.</summary>
public sealed class LostJobs(IDbContextFactory<MedAggContext> contexts, IngestionScheduler ingestions, CollectionScheduler collections, ExperimentScheduler experiments)
{
    /// <summary>Finds them.</summary>
    /// <param name="createdBefore">Younger rows may not have reached the queue yet.</param>
    public async Task<IReadOnlyList<(string Kind, long Id)>> FindAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        List<long> requests;
        List<long> builds;
        List<long> runs;
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            requests = await context.Ingestions.Where(i => (i.Status == IngestionStatus.Queued || i.Status == IngestionStatus.Running) && i.CreatedAt < createdBefore)
                .OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
            builds = await context.Collections.Where(c => (c.Status == CollectionStatus.Queued || c.Status == CollectionStatus.Building) && c.CreatedAt < createdBefore)
                .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
            runs = await context.Runs.Where(r => (r.Status == RunStatus.Queued || r.Status == RunStatus.Running) && r.CreatedAt < createdBefore)
                .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        }

        List<(string, long)> lost = [];
        foreach (long id in requests)
        {
            if (!await ingestions.IsLiveAsync(id, cancellationToken) && await IsOpenAsync("ingestion", id, cancellationToken))
                lost.Add(("ingestion", id));
        }

        foreach (long id in builds)
        {
            if (!await collections.IsLiveAsync(id, cancellationToken) && await IsOpenAsync("collection", id, cancellationToken))
                lost.Add(("collection", id));
        }

        foreach (long id in runs)
        {
            if (!await experiments.IsLiveAsync(id, cancellationToken) && await IsOpenAsync("run", id, cancellationToken))
                lost.Add(("run", id));
        }

        return lost;
    }

    /// <summary>Puts a lost job into the queue again.</summary>
    public Task EnqueueAsync((string Kind, long Id) job, CancellationToken cancellationToken) => job.Kind switch
    {
        "ingestion" => ingestions.EnqueueAsync(job.Id, cancellationToken),
        "run" => experiments.EnqueueAsync(job.Id, cancellationToken),
        _ => collections.EnqueueAsync(job.Id, cancellationToken),
    };

    // Its job may have ended well between the two questions.
    private async Task<bool> IsOpenAsync(string kind, long id, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await (kind switch
        {
            "ingestion" => context.Ingestions.AnyAsync(i => i.Id == id && (i.Status == IngestionStatus.Queued || i.Status == IngestionStatus.Running), cancellationToken),
            "run" => context.Runs.AnyAsync(r => r.Id == id && (r.Status == RunStatus.Queued || r.Status == RunStatus.Running), cancellationToken),
            _ => context.Collections.AnyAsync(c => c.Id == id && (c.Status == CollectionStatus.Queued || c.Status == CollectionStatus.Building), cancellationToken),
        });
    }
}
