using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Ends an ingestion whose source has nothing new: the current version stays, the draft goes.</summary>
internal sealed class UnchangedEnd(BlobReferences references, IngestionWriter writer, IChangeFeed changes, TimeProvider clock)
{
    /// <returns>The run with its finished request.</returns>
    public async Task<IngestionRun> KeepAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        IngestionRequest? kept = null;
        (string Slug, int Number) current = ("", 0);
        List<string> blobs = [];
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                blobs = await context.Artefacts.Where(a => a.IngestionId == run.Id && a.Blob != null).Select(a => a.Blob!)
                    .Union(context.Entries.Where(e => e.IngestionId == run.Id && e.Place != null).Select(e => e.Place!.Blob))
                    .ToListAsync(cancellationToken);
                current = await KeepCurrentAsync(context, request, cancellationToken);
                await context.Entries.Where(entry => entry.IngestionId == run.Id).ExecuteDeleteAsync(cancellationToken);
                context.IngestionLog.Add(new()
                {
                    IngestionId = run.Id,
                    At = clock.GetUtcNow(),
                    Stage = StageName.Catalogue,
                    Text = $"The source has not changed since version {current.Number}; no new version is made.",
                });
                foreach (IngestionStage stage in request.Stages.Where(stage => stage.State is StageState.Waiting or StageState.Running))
                    request.Advance(stage with { State = StageState.NotNeeded, FinishedAt = clock.GetUtcNow() });
                request.Succeed(clock.GetUtcNow());
                kept = request;
            },
            cancellationToken);
        run.Progress.Stop();
        await changes.PublishAsync(new(ChangeKind.Dataset, current.Slug), cancellationToken);
        await references.ReleaseAsync(blobs, CancellationToken.None);
        return run with { Request = kept! };
    }

    /// <summary>Throws the draft away and points the request to the version that stands.</summary>
    private static async Task<(string Slug, int Number)> KeepCurrentAsync(MedAggContext context, IngestionRequest request, CancellationToken cancellationToken)
    {
        long draftId = request.VersionId!.Value;
        await context.Images.Where(image => image.VersionId == draftId).ExecuteDeleteAsync(cancellationToken);
        await context.Files.Where(file => file.VersionId == draftId).ExecuteDeleteAsync(cancellationToken);
        DatasetVersion draft = await context.Versions.SingleAsync(version => version.Id == draftId, cancellationToken);
        context.Versions.Remove(draft); // numbers count what there is to see
        Dataset dataset = await context.Datasets.SingleAsync(d => d.Id == draft.DatasetId, cancellationToken);
        int number = await context.Versions.Where(version => version.Id == dataset.CurrentVersionId).Select(version => version.Number).SingleAsync(cancellationToken);
        request.Fill(dataset.Id, dataset.CurrentVersionId!.Value);
        return (dataset.Slug, number);
    }
}
