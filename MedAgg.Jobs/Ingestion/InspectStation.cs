using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// Station 5: every entry that has no row yet is read, several at once, and stored in batches of one transaction each. A batch is there whole
/// or not at all, so that a second run reads exactly what is missing. Memory is bounded by the batch and the files that are open.
/// </summary>
internal sealed class InspectStation(
    IDbContextFactory<MedAggContext> contexts,
    EntryInspector inspector,
    IngestionWriter writer,
    StageKeeper stages,
    IOptions<InspectionOptions> options)
{
    private const int PageEntries = 1000;

    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Inspect))
            return;
        await stages.StartAsync(run, StageName.Inspect, await KnownAsync(run, cancellationToken), cancellationToken);
        if (run.Ahead is not null)
            await run.Ahead.FinishAsync();
        Channel<InspectedFile> ready = Channel.CreateBounded<InspectedFile>(new BoundedChannelOptions(options.Value.BatchFiles) { SingleReader = true });
        await Together.RunAsync(token => ReadAllAsync(run, ready.Writer, token), token => StoreAllAsync(run, ready.Reader, token), cancellationToken);
        await RefuseUnreadableAsync(run, cancellationToken);
        await stages.FinishAsync(run, cancellationToken);
    }

    private async Task<IngestionStage> KnownAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> files = context.Files.Where(file => file.VersionId == run.VersionId);
        IQueryable<SourceEntry> entries = context.Entries.Where(entry => entry.IngestionId == run.Id);
        return new()
        {
            Done = await files.LongCountAsync(cancellationToken),
            Total = await entries.LongCountAsync(cancellationToken),
            BytesDone = await files.SumAsync(file => file.SizeBytes, cancellationToken),
            BytesTotal = await entries.SumAsync(entry => entry.SizeBytes, cancellationToken),
            Refused = await files.LongCountAsync(file => file.Role == FileRole.Refused, cancellationToken),
        };
    }

    private async Task ReadAllAsync(IngestionRun run, ChannelWriter<InspectedFile> ready, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Value.ParallelFiles, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            PendingAsync(run, cancellationToken),
            parallel,
            async (entry, token) => await ready.WriteAsync(run.Ahead?.Take(entry) ?? await inspector.InspectAsync(run, entry, token), token));
        ready.Complete();
    }

    private async IAsyncEnumerable<SourceEntry> PendingAsync(IngestionRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            List<SourceEntry> page = await PageAsync(run, last, cancellationToken);
            if (page.Count == 0)
                yield break;
            last = page[^1].Id;
            HashSet<string> stored = await StoredAsync(run, page, cancellationToken);
            foreach (SourceEntry entry in page.Where(entry => !stored.Contains(entry.Path)))
                yield return entry;
        }
    }

    private async Task<List<SourceEntry>> PageAsync(IngestionRun run, long after, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Entries.AsNoTracking()
            .Where(entry => entry.IngestionId == run.Id && entry.Id > after)
            .OrderBy(entry => entry.Id)
            .Take(PageEntries)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Paths of the page that an earlier attempt has stored. Asked by path and not as one anti-join over both tables: freshly filled tables have
    /// no statistics yet, and the planner then takes a second for each page.
    /// </summary>
    private async Task<HashSet<string>> StoredAsync(IngestionRun run, List<SourceEntry> page, CancellationToken cancellationToken)
    {
        if (run.Attempt == 1)
            return [];
        string[] paths = [.. page.Select(entry => entry.Path)];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Files
            .Where(file => file.VersionId == run.VersionId && paths.Contains(file.Path))
            .Select(file => file.Path)
            .ToHashSetAsync(cancellationToken);
    }

    private async Task StoreAllAsync(IngestionRun run, ChannelReader<InspectedFile> ready, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<InspectedFile> batch in Batches.OfAsync(ready, options.Value.BatchFiles, cancellationToken))
        {
            await writer.StoreAsync(
                run,
                async (context, request) =>
                {
                    await FactCopy.WriteAsync((NpgsqlConnection)context.Database.GetDbConnection(), run.VersionId, batch, cancellationToken);
                    run.Progress.Add(batch.Count, batch.Sum(file => file.File.SizeBytes), batch.Count(file => file.File.Role == FileRole.Refused));
                    request.Advance(run.Progress.Current!);
                },
                cancellationToken);
        }
    }

    private async Task RefuseUnreadableAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<DatasetFile> files = context.Files.Where(file => file.VersionId == run.VersionId);
        if (await files.AnyAsync(file => file.Role != FileRole.Refused, cancellationToken))
            return;
        DatasetFile? first = await files.OrderBy(file => file.Id).FirstOrDefaultAsync(cancellationToken);
        throw first is null
            ? new RefusedException("ARCHIVE_EMPTY", "The source holds no file.")
            : new RefusedException("NOTHING_READABLE", $"Every file of the source was refused; the first is {first.Path} ({first.RefusalCode}): {first.RefusalMessage}");
    }
}
