using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Station 3: archives are indexed, not exploded. Each archive's entries are stored in one transaction, so that a second run begins at the next archive.</summary>
internal sealed class UnpackStation(
    IDbContextFactory<MedAggContext> contexts,
    IBlobStore blobs,
    ArchiveIndex archives,
    IOptions<ArchiveLimits> limits,
    ArrayExpander arrays,
    BlobReferences references,
    IngestionWriter writer,
    StageKeeper stages)
{
    private const int MaxLoggedNotices = 50;
    private const int BatchFiles = 500;

    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Unpack))
            return;
        List<Artefact> all;
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
            all = await context.Artefacts.AsNoTracking().Where(a => a.IngestionId == run.Id).OrderBy(a => a.Ordinal).ToListAsync(cancellationToken);
        List<Artefact> open = [.. all.Where(artefact => artefact.Entries is null)];
        await stages.StartAsync(run, StageName.Unpack, new() { Done = all.Count - open.Count, Total = all.Count }, cancellationToken);

        bool anyArchive = all.Any(artefact => artefact.Entries > 1);
        List<Artefact> plain = [];
        foreach (Artefact artefact in open)
        {
            if (ArrayExpander.IsArray(artefact.Path))
            {
                await ExpandAsync(run, artefact, cancellationToken);
                continue;
            }

            if (await IsArchiveAsync(artefact, cancellationToken))
            {
                anyArchive = true;
                await UnpackAsync(run, artefact, all.Count, cancellationToken);
                continue;
            }

            plain.Add(artefact);
            if (plain.Count == BatchFiles)
                await TakeAsync(run, plain, cancellationToken);
        }

        await TakeAsync(run, plain, cancellationToken);

        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Entries.AnyAsync(entry => entry.IngestionId == run.Id, cancellationToken))
                throw new RefusedException("ARCHIVE_EMPTY", $"{all[0].Path} holds no file.");
        }

        await stages.FinishAsync(run, cancellationToken, anyArchive ? StageState.Done : StageState.NotNeeded);
    }

    /// <summary>Takes plain files as they are, many in one transaction, and empties the list.</summary>
    private async Task TakeAsync(IngestionRun run, List<Artefact> plain, CancellationToken cancellationToken)
    {
        if (plain.Count == 0)
            return;
        await StoreAsync(run, [.. plain.Select(artefact => (artefact, EntriesOf(run, artefact, null)))], plain.Sum(artefact => artefact.SizeBytes ?? 0), 0, cancellationToken);
        plain.Clear();
    }

    private async Task UnpackAsync(IngestionRun run, Artefact artefact, int count, CancellationToken cancellationToken)
    {
        ArchiveTable? ahead = run.Ahead is null ? null : await run.Ahead.TableOfAsync(artefact.Blob!, artefact.Path);
        ArchiveTable table = ahead ?? await archives.ReadAsync(artefact.Blob!, artefact.Path, limits.Value, cancellationToken);
        bool isRejected = table.Verdict is ArchiveVerdict.Reject;
        if (isRejected && count == 1)
            throw new RefusedException(table.Reason!);
        (List<SourceEntry> entries, IReadOnlyList<(string Text, bool IsProblem)> remarks) = await arrays.ExpandAsync(run, EntriesOf(run, artefact, table), cancellationToken);
        await StoreAsync(run, [(artefact, entries)], table.UnpackedBytes, isRejected ? 1 : 0, cancellationToken);
        await TellAsync(run, artefact, table, entries.Count, cancellationToken);
        foreach ((string text, bool isProblem) in remarks)
            await writer.LogAsync(run, StageName.Unpack, text, isProblem, cancellationToken);
    }

    private async Task ExpandAsync(IngestionRun run, Artefact artefact, CancellationToken cancellationToken)
    {
        (List<SourceEntry> entries, IReadOnlyList<(string Text, bool IsProblem)> remarks) = await arrays.ExpandAsync(run, EntriesOf(run, artefact, null), cancellationToken);
        await StoreAsync(run, [(artefact, entries)], artefact.SizeBytes ?? 0, 0, cancellationToken);
        foreach ((string text, bool isProblem) in remarks)
            await writer.LogAsync(run, StageName.Unpack, text, isProblem, cancellationToken);
    }

    private Task StoreAsync(IngestionRun run, List<(Artefact Artefact, List<SourceEntry> Entries)> found, long bytes, long refused, CancellationToken cancellationToken) => writer.StoreAsync(
        run,
        async (context, request) =>
        {
            IEnumerable<string> places = found.SelectMany(pair => pair.Entries).Select(entry => entry.Place?.Blob).OfType<string>();
            if (await references.ClaimAsync(context, places, cancellationToken) is { } missing)
                throw new RefusedException("BLOB_MISSING", $"Bytes of {found[0].Artefact.Path} ({missing}) are not in the store any more; start the ingestion again.");
            long[] ids = [.. found.Select(pair => pair.Artefact.Id)];
            await EntryCopy.ReplaceAsync((NpgsqlConnection)context.Database.GetDbConnection(), ids, found.SelectMany(pair => pair.Entries), cancellationToken);
            Dictionary<long, Artefact> rows = await context.Artefacts.Where(artefact => ids.Contains(artefact.Id)).ToDictionaryAsync(artefact => artefact.Id, cancellationToken);
            foreach ((Artefact artefact, List<SourceEntry> entries) in found)
                rows[artefact.Id].Unpack(entries.Count);
            run.Progress.Add(found.Count, bytes, refused);
            request.Advance(run.Progress.Current!);
        },
        cancellationToken);

    // Compressed images are files, not archives: only their content tells.
    private async Task<bool> IsArchiveAsync(Artefact artefact, CancellationToken cancellationToken)
    {
        await using Stream stream = await blobs.OpenAsync(artefact.Blob!, cancellationToken);
        using StreamByteSource source = new(stream);
        return ImageReaders.Inspect(source, artefact.Path, ImagingLimits.Default, cancellationToken) is var reading && (reading.Kind.IsContainer() || reading.Subkind is Subkind.Npz);
    }

    private static List<SourceEntry> EntriesOf(IngestionRun run, Artefact artefact, ArchiveTable? table)
    {
        SourceEntry Entry(string path, long size, FilePlace? place, Refusal? refusal) => new()
        {
            IngestionId = run.Id,
            ArtefactId = artefact.Id,
            Path = path,
            SizeBytes = size,
            Place = place,
            RefusalCode = refusal?.Code,
            RefusalMessage = refusal?.Message,
        };

        if (table is null)
            return [Entry(artefact.Path, artefact.SizeBytes ?? 0, new(artefact.Blob!, 0, artefact.SizeBytes ?? 0, Packing.Stored), null)];
        if (table.Verdict is ArchiveVerdict.Reject)
            return [Entry(artefact.Path, artefact.SizeBytes ?? 0, new(artefact.Blob!, 0, artefact.SizeBytes ?? 0, Packing.Stored), table.Reason)];

        List<SourceEntry> entries = [.. table.Entries.Select(entry => Entry(entry.Path, entry.SizeBytes, entry.Place, null))];
        HashSet<string> names = [.. table.Entries.Select(entry => entry.Path)];
        // What was left out is still a file that the source named: it is listed as refused.
        entries.AddRange(table.Notices
            .Where(notice => notice is { Skipped: true, Path.Length: > 0 } && names.Add(notice.Path!))
            .Select(notice => Entry(notice.Path!, 0, null, new(notice.Code, notice.Message))));
        return entries;
    }

    private async Task TellAsync(IngestionRun run, Artefact artefact, ArchiveTable table, int entries, CancellationToken cancellationToken)
    {
        if (table.Verdict is ArchiveVerdict.Reject)
            await writer.LogAsync(run, StageName.Unpack, table.Reason!.ToString(), isProblem: true, cancellationToken);
        else
            await writer.LogAsync(run, StageName.Unpack, $"{artefact.Path} holds {entries} file(s).", isProblem: false, cancellationToken);
        foreach (ArchiveNotice notice in table.Notices.Take(MaxLoggedNotices))
            await writer.LogAsync(run, StageName.Unpack, notice.ToString(), isProblem: true, cancellationToken);
        if (table.NoticeCount > MaxLoggedNotices)
            await writer.LogAsync(run, StageName.Unpack, $"{table.NoticeCount - MaxLoggedNotices} more remarks about {artefact.Path} are not shown.", isProblem: true, cancellationToken);
    }
}
