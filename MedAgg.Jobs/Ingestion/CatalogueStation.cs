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
    UnchangedEnd unchanged,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<CatalogueStation> logger)
{
    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await stages.StartAsync(run, StageName.Catalogue, new() { Total = 1 }, cancellationToken);
        Dataset? dataset = null;
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                dataset = await publisher.PublishAsync(context, run.VersionId, request.RequestedBy, cancellationToken);
                if (dataset is null)
                    return;
                await context.Entries.Where(entry => entry.IngestionId == run.Id).ExecuteDeleteAsync(cancellationToken);
                run.Progress.Add(1, 0);
                request.Advance(stages.Close(run));
                request.Succeed(clock.GetUtcNow());
            },
            cancellationToken);
        if (dataset is null)
        {
            await unchanged.KeepAsync(run, cancellationToken);
            return;
        }

        await changes.PublishAsync(new(ChangeKind.Dataset, dataset.Slug), cancellationToken);
        Log.Succeeded(logger, run.Id, dataset.Slug);
        await references.ReleaseAsync(await LeftOverAsync(run, CancellationToken.None), CancellationToken.None);
    }

    // A wrapper such as .tar.gz was unwrapped into another blob, and nothing needs it any more.
    private async Task<List<string>> LeftOverAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Artefacts
            .Where(artefact => artefact.IngestionId == run.Id && artefact.Blob != null)
            .Where(artefact => !context.Files.Any(file => file.VersionId == run.VersionId && file.Place!.Blob == artefact.Blob))
            .Select(artefact => artefact.Blob!)
            .Distinct()
            .ToListAsync(cancellationToken);
    }
}
