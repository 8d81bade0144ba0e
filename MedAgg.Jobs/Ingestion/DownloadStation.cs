using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Station 2: every listed file enters the blob store. What is there already is not fetched again; what is half there goes on.</summary>
internal sealed class DownloadStation(
    IDbContextFactory<MedAggContext> contexts,
    DatasetProviders providers,
    BlobReferences references,
    IngestionWriter writer,
    StageKeeper stages,
    IOptions<IngestionOptions> options)
{
    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Download))
            return;
        List<Artefact> all = await ListAsync(run, cancellationToken);
        List<Artefact> open = [.. all.Where(artefact => artefact.Blob is null && artefact.Entries is null)];
        ByteCount bytes = new(run.Progress, all);
        await stages.StartAsync(run, StageName.Download, bytes.Begin(all.Count - open.Count), cancellationToken);
        SourceAddress source = SourceAddress.Of(run.Request.Source);
        IDatasetProvider provider = providers.For(source)
            ?? throw new RefusedException(SourceCodes.NotRecognised, "No provider of this product recognises the source any more.");

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Value.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, parallel, async (artefact, token) =>
        {
            PlannedFile planned = new(artefact.Path, artefact.Location, artefact.SizeBytes, artefact.ExpectedChecksum);
            FileRequest request = new(source, planned, run.Work) { Progress = bytes.Of(artefact) };
            FetchedFile fetched = await provider.FetchAsync(request, token);
            if (fetched.Refusal is not null)
                await RefuseAsync(run, artefact, all.Count, fetched.Refusal, token);
            else
                await StoreAsync(run, artefact, all.Count, fetched, token);
        });
        await stages.FinishAsync(run, cancellationToken);
    }

    private async Task<List<Artefact>> ListAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Artefacts.AsNoTracking().Where(a => a.IngestionId == run.Id).OrderBy(a => a.Ordinal).ToListAsync(cancellationToken);
    }

    private Task StoreAsync(IngestionRun run, Artefact artefact, int count, FetchedFile fetched, CancellationToken cancellationToken) =>
        writer.StoreAsync(
            run,
            async (context, _) =>
            {
                if (await references.ClaimAsync(context, [fetched.Blob!.Sha256], cancellationToken) is { } missing)
                    throw new RefusedException("BLOB_MISSING", $"The bytes of {artefact.Path} ({missing}) left the store while they were taken in; start the ingestion again.");
                Artefact row = await context.Artefacts.SingleAsync(a => a.Id == artefact.Id, cancellationToken);
                row.Store(fetched.Blob.Sha256, fetched.Blob.SizeBytes);
                row.Receive(fetched.Blob.SizeBytes, fetched.ETag);
                if (fetched.FileName is { Length: > 0 } better && count == 1)
                    row.Rename(better);
                run.Progress.Add(1, 0);
            },
            cancellationToken);

    // One unreadable file of a folder on the server is a bad file among others; a source on the network that does not give one of its files is not whole.
    private async Task RefuseAsync(IngestionRun run, Artefact artefact, int count, Refusal refusal, CancellationToken cancellationToken)
    {
        if (run.Request.Source.Kind is not SourceKind.ServerPath || count == 1 || refusal.Code == SourceCodes.DiskFull)
            throw new RefusedException(refusal);
        await writer.StoreAsync(
            run,
            async (context, _) =>
            {
                Artefact row = await context.Artefacts.SingleAsync(a => a.Id == artefact.Id, cancellationToken);
                row.Unpack(1);
                context.Entries.Add(new()
                {
                    IngestionId = run.Id,
                    ArtefactId = artefact.Id,
                    Path = artefact.Path,
                    SizeBytes = artefact.SizeBytes ?? 0,
                    RefusalCode = refusal.Code,
                    RefusalMessage = refusal.Message,
                });
                run.Progress.Add(1, 0, refused: 1);
            },
            cancellationToken);
    }

    /// <summary>Adds up what several downloads report, each of which may start again.</summary>
    private sealed class ByteCount(StageProgress progress, List<Artefact> all)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<long, long> _received = all.ToDictionary(artefact => artefact.Id, artefact => artefact.Blob is null ? 0 : artefact.SizeBytes ?? 0);

        public IngestionStage Begin(long done) => new()
        {
            Done = done,
            Total = all.Count,
            BytesDone = _received.Values.Sum(),
            BytesTotal = all.All(artefact => artefact.SizeBytes is not null) ? all.Sum(artefact => artefact.SizeBytes!.Value) : null,
        };

        public IProgress<DownloadProgress> Of(Artefact artefact) => new Listener(this, artefact.Id);

        private void Set(long artefactId, DownloadProgress report)
        {
            lock (_lock)
            {
                _received[artefactId] = report.ReceivedBytes;
                progress.SetBytes(_received.Values.Sum(), all.Count == 1 ? report.TotalBytes : null);
            }
        }

        private sealed class Listener(ByteCount owner, long artefactId) : IProgress<DownloadProgress>
        {
            public void Report(DownloadProgress value) => owner.Set(artefactId, value);
        }
    }
}
