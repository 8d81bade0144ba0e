using System.Threading.Channels;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// Station 2: every listed file enters the blob store. What is there already is not fetched again; what is half there goes on;
/// what its host says is still the file of the last version is not sent.
/// </summary>
internal sealed class DownloadStation(
    IDbContextFactory<MedAggContext> contexts,
    DatasetProviders providers,
    SourceResolver resolver,
    BlobReferences references,
    UnchangedEnd unchanged,
    IngestionWriter writer,
    StageKeeper stages,
    IBlobStore blobs,
    IOptions<IngestionOptions> options,
    TimeProvider clock)
{
    private const int BatchFiles = 200;

    /// <returns>The run; its request is finished when the source has nothing new.</returns>
    public async Task<IngestionRun> RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Download))
            return run;
        (List<Artefact> all, EarlierFetch? earlier) = await ListAsync(run, cancellationToken);
        List<Artefact> open = [.. all.Where(artefact => artefact.Blob is null && artefact.Entries is null)];
        ByteCount bytes = new(run.Progress, all);
        await stages.StartAsync(run, StageName.Download, bytes.Begin(all.Count - open.Count), cancellationToken);
        Fetch fetch = await OpenAsync(run, earlier, bytes, cancellationToken);
        await FetchAsync(fetch, open, all.Count, cancellationToken);
        if (earlier is not null)
        {
            (all, _) = await ListAsync(run, cancellationToken);
            HashSet<long> same = [.. fetch.Unchanged.Select(artefact => artefact.Id)];
            if (earlier.IsSameBytes(all, same))
                return await unchanged.KeepAsync(run, cancellationToken);
            // Unchanged at its host, but its bytes left this store (a wrapper such as .tar.gz does): the new version needs them.
            await FetchAsync(fetch with { Earlier = null }, [.. fetch.Unchanged], all.Count, cancellationToken);
        }

        await stages.FinishAsync(run, cancellationToken);
        return run;
    }

    private async Task<Fetch> OpenAsync(IngestionRun run, EarlierFetch? earlier, ByteCount bytes, CancellationToken cancellationToken)
    {
        IngestionSource asked = run.Request.Source;
        IDatasetProvider provider = (run.Request.Provider is { } id ? providers.WithId(id) : providers.For(SourceAddress.Of(asked)))
            ?? throw new RefusedException(SourceCodes.NotRecognised, "No provider of this product recognises the source any more.");
        (SourceAddress source, Refusal? locked) = await resolver.OpenAsync(asked, run.Request.RequestedBy, provider, cancellationToken);
        return locked is null ? new(run, source, provider, earlier, bytes, []) : throw new RefusedException(locked);
    }

    private Task FetchAsync(Fetch fetch, List<Artefact> open, int count, CancellationToken cancellationToken)
    {
        Channel<Arrival> arrivals = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(BatchFiles) { SingleReader = true });
        return Together.RunAsync(
            token => FetchAllAsync(fetch, open, count, arrivals.Writer, token),
            token => StoreAllAsync(fetch, count, arrivals.Reader, token),
            cancellationToken);
    }

    private async Task<(List<Artefact> All, EarlierFetch? Earlier)> ListAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return (
            await context.Artefacts.AsNoTracking().Where(a => a.IngestionId == run.Id).OrderBy(a => a.Ordinal).ToListAsync(cancellationToken),
            await EarlierFiles.FindAsync(context, run.Request, cancellationToken));
    }

    private async Task FetchAllAsync(Fetch fetch, List<Artefact> open, int count, ChannelWriter<Arrival> arrivals, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Value.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, parallel, async (artefact, token) =>
        {
            PlannedFile planned = new(artefact.Path, artefact.Location, artefact.SizeBytes, artefact.ExpectedChecksum) { Stamp = artefact.Stamp, Mirrors = artefact.Mirrors };
            Artefact? known = fetch.Earlier?.Of(artefact);
            FetchedFile fetched = await fetch.Provider.FetchAsync(
                new(fetch.Source, planned, fetch.Run.Work)
                {
                    Progress = fetch.Bytes.Of(artefact),
                    Arrived = file => fetch.Run.Ahead?.Begin(count == 1 && file.FileName.Length > 0 ? file.FileName : artefact.Path, file),
                    Known = known is { ETag: not null } or { LastModified: not null } ? new(known.ETag, known.LastModified) : null,
                },
                token);
            await arrivals.WriteAsync(new(artefact, fetched, fetched.IsUnchanged ? known : null), token);
        });
        arrivals.Complete();
    }

    private async Task StoreAllAsync(Fetch fetch, int count, ChannelReader<Arrival> arrivals, CancellationToken cancellationToken)
    {
        IngestionRun run = fetch.Run;
        await foreach (IReadOnlyList<Arrival> batch in Batches.OfAsync(arrivals, BatchFiles, cancellationToken))
        {
            List<Arrival> stored = [];
            foreach (Arrival arrival in batch.Where(arrival => arrival.Fetched.Refusal is null || IsOneOfMany(run, count, arrival.Fetched.Refusal)))
            {
                if (arrival.Same is { } same && !await blobs.ExistsAsync(same.Blob!, cancellationToken))
                    fetch.Unchanged.Add(arrival.Artefact);
                else
                    stored.Add(arrival);
            }

            // What arrived beside a refusal is stored first: a second try will not fetch it again.
            await StoreAsync(run, count, stored, cancellationToken);
            if (batch.FirstOrDefault(arrival => arrival.Fetched.Refusal is { } refusal && !IsOneOfMany(run, count, refusal)) is { } fatal)
                throw new RefusedException(fatal.Fetched.Refusal!);
        }
    }

    private Task StoreAsync(IngestionRun run, int count, List<Arrival> batch, CancellationToken cancellationToken) => writer.StoreAsync(
        run,
        async (context, _) =>
        {
            if (await references.ClaimAsync(context, batch.Select(arrival => arrival.Fetched.Blob?.Sha256 ?? arrival.Same?.Blob).OfType<string>(), cancellationToken) is { } missing)
                throw new RefusedException("BLOB_MISSING", $"Bytes of the source ({missing}) left the store while they were taken in; start the ingestion again.");
            long[] ids = [.. batch.Select(arrival => arrival.Artefact.Id)];
            Dictionary<long, Artefact> rows = await context.Artefacts.Where(artefact => ids.Contains(artefact.Id)).ToDictionaryAsync(artefact => artefact.Id, cancellationToken);
            foreach (Arrival arrival in batch)
                Write(context, run, rows[arrival.Artefact.Id], arrival, count);
            run.Progress.Add(batch.Count, 0, batch.Count(arrival => arrival.Fetched.Refusal is not null));
        },
        cancellationToken);

    private void Write(MedAggContext context, IngestionRun run, Artefact row, Arrival arrival, int count)
    {
        FetchedFile fetched = arrival.Fetched;
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

        if (arrival.Same is { } same)
        {
            row.Reuse(same);
            if (count == 1)
                row.Rename(same.Path);
            return;
        }

        row.Receive(fetched.Blob!.SizeBytes, fetched.ETag);
        row.Witness(fetched.Host, fetched.LastModified, clock.GetUtcNow());
        row.Store(fetched.Blob.Sha256, fetched.Blob.SizeBytes);
        if (fetched.FileName is { Length: > 0 } better && count == 1)
            row.Rename(better);
    }

    // One unreadable file of a folder on the server is a bad file among others; a source on the network that does not give one of its files is not whole.
    private static bool IsOneOfMany(IngestionRun run, int count, Refusal refusal) =>
        run.Request.Source.Kind is SourceKind.ServerPath && count > 1 && refusal.Code != SourceCodes.DiskFull;

    /// <param name="Same">The file of the last version, when its host says that nothing has changed.</param>
    private sealed record Arrival(Artefact Artefact, FetchedFile Fetched, Artefact? Same);

    /// <param name="Unchanged">Filled with the files that have not changed but whose bytes are not in the store any more.</param>
    private sealed record Fetch(IngestionRun Run, SourceAddress Source, IDatasetProvider Provider, EarlierFetch? Earlier, ByteCount Bytes, List<Artefact> Unchanged);

    /// <summary>Adds up what several downloads report, each of which may start again.</summary>
    private sealed class ByteCount(StageProgress progress, List<Artefact> all)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<long, long> _received = all.ToDictionary(artefact => artefact.Id, artefact => artefact.Blob is null ? 0 : artefact.SizeBytes ?? 0);
        private long _sum;

        public IngestionStage Begin(long done) => new()
        {
            Done = done,
            Total = all.Count,
            BytesDone = _sum = _received.Values.Sum(),
            BytesTotal = all.All(artefact => artefact.SizeBytes is not null) ? all.Sum(artefact => artefact.SizeBytes!.Value) : null,
        };

        public IProgress<DownloadProgress> Of(Artefact artefact) => new Listener(this, artefact.Id);

        private void Set(long artefactId, DownloadProgress report)
        {
            lock (_lock)
            {
                _sum += report.ReceivedBytes - _received[artefactId];
                _received[artefactId] = report.ReceivedBytes;
                progress.SetBytes(_sum, all.Count == 1 ? report.TotalBytes : null);
            }
        }

        private sealed class Listener(ByteCount owner, long artefactId) : IProgress<DownloadProgress>
        {
            public void Report(DownloadProgress value) => owner.Set(artefactId, value);
        }
    }
}
