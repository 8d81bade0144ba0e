using System.Globalization;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Audit;

/// <summary>The work areas of this node that killed workers have left: their ingestion, collection or run is over.</summary>
internal sealed class WorkInventory(IDbContextFactory<MedAggContext> contexts, WorkAreas works)
{
    public async Task<IReadOnlyList<string>> LeftAsync(CancellationToken cancellationToken)
    {
        // Listed before the rows are asked: an area that is opened meanwhile is not in the list and stays.
        List<string> there = [.. works.List().Where(IsOurs)];
        if (there.Count == 0)
            return [];
        HashSet<string> wanted = [];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (long id in await context.Ingestions.Where(i => i.Status == IngestionStatus.Queued || i.Status == IngestionStatus.Running || i.Status == IngestionStatus.Paused).Select(i => i.Id).ToListAsync(cancellationToken))
            wanted.Add(IngestionPipeline.WorkName(id));
        foreach (long id in await context.Collections.Where(c => c.Status == CollectionStatus.Queued || c.Status == CollectionStatus.Building).Select(c => c.Id).ToListAsync(cancellationToken))
            wanted.Add(CollectionBuilder.WorkName(id));
        foreach (long id in await context.Runs.Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running).Select(r => r.Id).ToListAsync(cancellationToken))
            wanted.Add(ExperimentPipeline.WorkName(id));
        return [.. there.Where(name => !wanted.Contains(name))];
    }

    // Other parts of the product may keep areas of their own.
    private static bool IsOurs(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && name[..dash] is ("ingestion" or "collection" or "run") && long.TryParse(name[(dash + 1)..], CultureInfo.InvariantCulture, out _);
    }
}
