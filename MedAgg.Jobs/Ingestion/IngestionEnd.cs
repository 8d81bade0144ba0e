using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Ends an ingestion that brings nothing: the reason stays, the draft, its rows and its bytes go. A pause keeps them all.</summary>
internal sealed class IngestionEnd(
    BlobReferences references, IngestionWriter writer, IChangeFeed changes, TimeProvider clock, ILogger<IngestionEnd> logger)
{
    public async Task FailAsync(IngestionRun run, Refusal refusal, CancellationToken cancellationToken)
    {
        await EndAsync(run, request => request.Fail(refusal, clock.GetUtcNow()), refusal.ToString(), cancellationToken);
        Log.Failed(logger, run.Id, refusal.Code);
    }

    public async Task CancelAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await EndAsync(run, request => request.Cancel(clock.GetUtcNow()), "Cancelled as asked.", cancellationToken);
        Log.Cancelled(logger, run.Id);
    }

    /// <summary>Lets go of the request with all that it has: rows, blobs and the work folder wait for its next attempt.</summary>
    /// <returns>False when somebody has cancelled it meanwhile: then nothing is written.</returns>
    public async Task<bool> PauseAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        IngestionStage? counters = run.Progress.Current;
        run.Progress.Stop();
        bool isCancelled = false;
        bool isPaused = false;
        await writer.UpdateAsync(
            run,
            request =>
            {
                isCancelled = request.CancelRequested;
                if (isCancelled)
                    return;
                if (counters is not null && request.Stage(counters.Name).State == StageState.Running)
                    request.Advance(counters);
                request.Pause(clock.GetUtcNow());
                isPaused = request.Status == IngestionStatus.Paused;
            },
            cancellationToken);
        if (isCancelled)
            return false;
        string sentence = isPaused ? "Paused as asked; what was fetched is kept." : "The pause was taken back; it goes on.";
        await writer.LogAsync(run, counters?.Name ?? StageName.Resolve, sentence, isProblem: false, cancellationToken);
        Log.Paused(logger, run.Id);
        return true;
    }

    private async Task EndAsync(IngestionRun run, Action<IngestionRequest> end, string sentence, CancellationToken cancellationToken)
    {
        List<string> blobs = [];
        string? slug = null;
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                blobs = await BlobsAsync(context, request, cancellationToken);
                slug = await AbandonAsync(context, request, cancellationToken);
                await context.Entries.Where(entry => entry.IngestionId == run.Id).ExecuteDeleteAsync(cancellationToken);
                StageName stage = request.Stages.LastOrDefault(s => s.State is not StageState.Waiting)?.Name ?? StageName.Resolve;
                context.IngestionLog.Add(new() { IngestionId = run.Id, At = clock.GetUtcNow(), Stage = stage, Text = sentence, IsProblem = true });
                end(request);
            },
            cancellationToken);
        run.Progress.Stop();
        await references.ReleaseAsync(blobs, cancellationToken);
        if (slug is not null)
            await changes.PublishAsync(new(ChangeKind.Dataset, slug), cancellationToken);
    }

    private static async Task<List<string>> BlobsAsync(MedAggContext context, IngestionRequest request, CancellationToken cancellationToken)
    {
        List<string> blobs = await context.Artefacts.Where(a => a.IngestionId == request.Id && a.Blob != null).Select(a => a.Blob!)
            .Union(context.Entries.Where(e => e.IngestionId == request.Id && e.Place != null).Select(e => e.Place!.Blob))
            .ToListAsync(cancellationToken);
        if (request.Source.Blob is { } uploaded)
            blobs.Add(uploaded);
        return blobs;
    }

    private static async Task<string?> AbandonAsync(MedAggContext context, IngestionRequest request, CancellationToken cancellationToken)
    {
        if (request.VersionId is not { } versionId)
            return null;
        await context.Images.Where(image => image.VersionId == versionId).ExecuteDeleteAsync(cancellationToken);
        await context.Files.Where(file => file.VersionId == versionId).ExecuteDeleteAsync(cancellationToken);
        DatasetVersion version = await context.Versions.SingleAsync(v => v.Id == versionId, cancellationToken);
        version.Abandon();
        return await context.Datasets.Where(d => d.Id == version.DatasetId).Select(d => d.Slug).SingleAsync(cancellationToken);
    }
}
