using System.Collections.Concurrent;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// Unpacks and inspects the archives of one attempt from the moment their last byte is received, while the disk or the object store still takes the bytes.
/// What is found stays in memory, and the stations write it in their order once the archive is stored: no row refers to bytes that could still be lost.
/// Whatever goes wrong here is left to the stations, which read for themselves what they do not find here.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    private readonly ReadAheadParts _parts;
    private readonly WorkArea _work;
    private readonly long _ingestionId;
    private readonly LentBlobStore _blobs;
    private readonly ArchiveIndex _archives;
    private readonly FileOpener _opener;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentDictionary<(string Blob, string Path), Task<ArchiveTable?>> _tables = new();
    private readonly ConcurrentDictionary<string, InspectedFile> _files = new();
    private readonly Lock _lock = new();
    private Task _reading = Task.CompletedTask;
    private int _claimed;
    private volatile bool _isFinished;

    public ReadAhead(ReadAheadParts parts, long ingestionId, WorkArea work, CancellationToken stop)
    {
        _parts = parts;
        _work = work;
        _ingestionId = ingestionId;
        _blobs = new(parts.Blobs);
        ArchiveEntryReader entries = new(_blobs);
        _archives = new(_blobs, entries, parts.Clock);
        _opener = new(entries, parts.Inspection);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    /// <summary>Begins with a file that has arrived. Small ones are left alone: the disk has them at once.</summary>
    /// <param name="path">Path that it will have in the source.</param>
    public void Begin(string path, ArrivedFile file)
    {
        if (_parts.Options.Value.ReadAheadFiles == 0 || file.SizeBytes < _parts.Options.Value.ReadAheadFromBytes)
            return;
        lock (_lock)
        {
            if (_isFinished || _tables.ContainsKey((file.Sha256, path)))
                return;
            try
            {
                _blobs.Lend(file.Sha256, file.Path);
            }
            catch (IOException exception)
            {
                Log.ReadAheadEnded(_parts.Logger, _ingestionId, exception.GetType().Name);
                return;
            }

            Task before = _reading;
            Task<ArchiveTable?> table = Task.Run(() => IndexAsync(before, file.Sha256, path), CancellationToken.None);
            _tables[(file.Sha256, path)] = table;
            _reading = InspectAsync(table);
        }
    }

    /// <summary>The table of an archive that was begun here.</summary>
    /// <returns>Null when it was not, or when it could not be read: the caller reads it and says why.</returns>
    public Task<ArchiveTable?> TableOfAsync(string blob, string path) =>
        _tables.TryGetValue((blob, path), out Task<ArchiveTable?>? table) ? table : Task.FromResult<ArchiveTable?>(null);

    /// <summary>Opens files of the archives that were begun here without asking the store; null for those of others.</summary>
    public FileOpener? OpenerOf(FilePlace place) => _blobs.IsLent(place.Blob) ? _opener : null;

    /// <summary>Begins nothing more and waits for what is being read.</summary>
    public async Task FinishAsync()
    {
        lock (_lock)
            _isFinished = true;
        await _reading;
    }

    /// <summary>What was found in a file, once; null when it was not read here.</summary>
    public InspectedFile? Take(SourceEntry entry) =>
        _files.TryRemove(entry.Path, out InspectedFile? file) && file.File.Place == entry.Place && entry.RefusalCode is null ? file : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await FinishAsync();
        _blobs.Dispose();
        _stop.Dispose();
    }

    private async Task<ArchiveTable?> IndexAsync(Task before, string blob, string path)
    {
        await before;
        try
        {
            byte[] head = new byte[ArchiveSniffer.HeadBytes];
            await using (Stream stream = await _blobs.OpenAsync(blob, _stop.Token))
                await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, _stop.Token);
            if (ArchiveSniffer.KindOf(head) is ArchiveKind.None)
                return null;
            ArchiveTable table = await _archives.ReadAsync(blob, path, _parts.Limits.Value, _stop.Token);
            return table.Verdict is ArchiveVerdict.Reject ? null : table;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or RefusedException)
        {
            Log.ReadAheadEnded(_parts.Logger, _ingestionId, exception.GetType().Name);
            return null;
        }
    }

    private async Task InspectAsync(Task<ArchiveTable?> table)
    {
        if (await table is not { } found)
            return;
        try
        {
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = _parts.Inspection.Value.ParallelFiles, CancellationToken = _stop.Token };
            await Parallel.ForEachAsync(found.Entries.Where(IsTaken).TakeWhile(_ => !_isFinished && _claimed++ < _parts.Options.Value.ReadAheadFiles), parallel, InspectAsync);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            Log.ReadAheadEnded(_parts.Logger, _ingestionId, exception.GetType().Name);
        }
    }

    // Arrays become other files at their station, and what does not fit into memory has to go through the disk anyway.
    private bool IsTaken(ArchiveEntry entry) => entry.SizeBytes <= _parts.Inspection.Value.InMemoryBytes && !ArrayExpander.IsArray(entry.Path);

    private async ValueTask InspectAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            using ByteSource source = await _opener.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, _work, cancellationToken);
            if (SiblingNames.AskedFor(entry.Path[(entry.Path.LastIndexOf('/') + 1)..], source).Any())
                return; // its other half is found where the entries are
            InspectedFile file = _parts.Inspector.Inspect(source, entry.Path, null, cancellationToken);
            _files[entry.Path] = file with { File = file.File with { Place = entry.Place } };
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException or OutOfMemoryException))
        {
            Log.ReadAheadEnded(_parts.Logger, _ingestionId, exception.GetType().Name); // the station refuses it with its reason
        }
    }
}

/// <summary>What reading ahead needs of the node.</summary>
internal sealed record ReadAheadParts(
    IBlobStore Blobs,
    FileInspector Inspector,
    IOptions<ArchiveLimits> Limits,
    IOptions<InspectionOptions> Inspection,
    IOptions<IngestionOptions> Options,
    TimeProvider Clock,
    ILogger<ReadAhead> Logger);
