using System.Threading.Channels;
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
    private const int BatchFiles = 200;

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

        Channel<Arrival> arrivals = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(BatchFiles) { SingleReader = true });
        await Together.RunAsync(
            token => FetchAllAsync(run, source, provider, open, bytes, arrivals.Writer, token),
            token => StoreAllAsync(run, all.Count, arrivals.Reader, token),
            cancellationToken);
        await stages.FinishAsync(run, cancellationToken);
    }

    private async Task<List<Artefact>> ListAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Artefacts.AsNoTracking().Where(a => a.IngestionId == run.Id).OrderBy(a => a.Ordinal).ToListAsync(cancellationToken);
    }

    private async Task FetchAllAsync(
        IngestionRun run, SourceAddress source, IDatasetProvider provider, List<Artefact> open, ByteCount bytes, ChannelWriter<Arrival> arrivals, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Value.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, parallel, async (artefact, token) =>
        {
            PlannedFile planned = new(artefact.Path, artefact.Location, artefact.SizeBytes, artefact.ExpectedChecksum);
            FetchedFile fetched = await provider.FetchAsync(new(source, planned, run.Work) { Progress = bytes.Of(artefact) }, token);
            await arrivals.WriteAsync(new(artefact, fetched), token);
        });
        arrivals.Complete();
    }

    private async Task StoreAllAsync(IngestionRun run, int count, ChannelReader<Arrival> arrivals, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Arrival> batch in Batches.OfAsync(arrivals, BatchFiles, cancellationToken))
        {
            // What arrived beside a refusal is stored first: a second try will not fetch it again.
            await StoreAsync(run, count, [.. batch.Where(arrival => arrival.Fetched.Refusal is null || IsOneOfMany(run, count, arrival.Fetched.Refusal))], cancellationToken);
            if (batch.FirstOrDefault(arrival => arrival.Fetched.Refusal is { } refusal && !IsOneOfMany(run, count, refusal)) is { } fatal)
                throw new RefusedException(fatal.Fetched.Refusal!);
        }
    }

    private Task StoreAsync(IngestionRun run, int count, List<Arrival> batch, CancellationToken cancellationToken) => writer.StoreAsync(
        run,
        async (context, _) =>
        {
            if (await references.ClaimAsync(context, batch.Select(arrival => arrival.Fetched.Blob?.Sha256).OfType<string>(), cancellationToken) is { } missing)
                throw new RefusedException("BLOB_MISSING", $"Bytes of the source ({missing}) left the store while they were taken in; start the ingestion again.");
            long[] ids = [.. batch.Select(arrival => arrival.Artefact.Id)];
            Dictionary<long, Artefact> rows = await context.Artefacts.Where(artefact => ids.Contains(artefact.Id)).ToDictionaryAsync(artefact => artefact.Id, cancellationToken);
            foreach (Arrival arrival in batch)
                Write(context, run, rows[arrival.Artefact.Id], arrival.Fetched, count);
            run.Progress.Add(batch.Count, 0, batch.Count(arrival => arrival.Fetched.Refusal is not null));
        },
        cancellationToken);

    private static void Write(MedAggContext context, IngestionRun run, Artefact row, FetchedFile fetched, int count)
    {
        if (fetched.Refusal is { } refusal)
        {
            row.Unpack(1);
            context.Entries.Add(new()
            {
                IngestionId = run.Id,
                ArtefactId = row.Id,
                Path = row.Path,
                SizeBytes = row.SizeBytes ?? 0,
                RefusalCode = refusal.Code,
                RefusalMessage = refusal.Message,
            });
            return;
        }

        row.Receive(fetched.Blob!.SizeBytes, fetched.ETag);
        row.Store(fetched.Blob.Sha256, fetched.Blob.SizeBytes);
        if (fetched.FileName is { Length: > 0 } better && count == 1)
            row.Rename(better);
    }

    // One unreadable file of a folder on the server is a bad file among others; a source on the network that does not give one of its files is not whole.
    private static bool IsOneOfMany(IngestionRun run, int count, Refusal refusal) =>
        run.Request.Source.Kind is SourceKind.ServerPath && count > 1 && refusal.Code != SourceCodes.DiskFull;

    private sealed record Arrival(Artefact Artefact, FetchedFile Fetched);

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
