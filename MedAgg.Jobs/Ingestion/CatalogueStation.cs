using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Station 7: the version becomes immutable, the card of the dataset is renewed, the change is published. All in one transaction.</summary>
internal sealed class CatalogueStation(
    IDbContextFactory<MedAggContext> contexts,
    VersionPublisher publisher,
    BlobReferences references,
    IngestionWriter writer,
    StageKeeper stages,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<CatalogueStation> logger)
{
    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await stages.StartAsync(run, StageName.Catalogue, new() { Total = 1 }, cancellationToken);
        List<string> fetched = await FetchedBlobsAsync(run, cancellationToken);
        Dataset? dataset = null;
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                dataset = await publisher.PublishAsync(context, run.VersionId, request.RequestedBy, cancellationToken);
                await context.Entries.Where(entry => entry.IngestionId == run.Id).ExecuteDeleteAsync(cancellationToken);
                run.Progress.Add(1, 0);
                request.Advance(stages.Close(run));
                request.Succeed(clock.GetUtcNow());
            },
            cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Dataset, dataset!.Slug), cancellationToken);
        Log.Succeeded(logger, run.Id, dataset.Slug);
        // A wrapper such as .tar.gz was unwrapped into another blob, and nothing needs it any more.
        await references.ReleaseAsync(fetched, CancellationToken.None);
    }

    private async Task<List<string>> FetchedBlobsAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Artefacts.Where(a => a.IngestionId == run.Id && a.Blob != null).Select(a => a.Blob!).Distinct().ToListAsync(cancellationToken);
    }
}
