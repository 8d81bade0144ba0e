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
            async (entry, token) => await ready.WriteAsync(await inspector.InspectAsync(run, entry, token), token));
        ready.Complete();
    }

    private async IAsyncEnumerable<SourceEntry> PendingAsync(IngestionRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            List<SourceEntry> page;
            await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                page = await context.Entries.AsNoTracking()
                    .Where(entry => entry.IngestionId == run.Id && entry.Id > last)
                    .Where(entry => !context.Files.Any(file => file.VersionId == run.VersionId && file.Path == entry.Path))
                    .OrderBy(entry => entry.Id)
                    .Take(PageEntries)
                    .ToListAsync(cancellationToken);
            }

            foreach (SourceEntry entry in page)
                yield return entry;
            if (page.Count < PageEntries)
                yield break;
            last = page[^1].Id;
        }
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
