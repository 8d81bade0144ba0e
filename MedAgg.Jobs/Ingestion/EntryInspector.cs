using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Inspection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Inspects one entry of a source. Whatever its bytes are, the answer is a file with a role: no entry is lost.</summary>
internal sealed class EntryInspector(
    FileOpener opener, FileInspector inspector, SiblingFiles siblings, IOptions<IngestionOptions> options, TimeProvider clock, ILogger<EntryInspector> logger)
{
    public async Task<InspectedFile> InspectAsync(IngestionRun run, SourceEntry entry, CancellationToken cancellationToken)
    {
        if (entry.RefusalCode is { } code)
            return WithPlace(FileInspector.Refused(entry.Path, entry.SizeBytes, new(code, entry.RefusalMessage ?? code)), entry);
        using CancellationTokenSource tooLong = new(options.Value.FileTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
        try
        {
            return WithPlace(await ReadAsync(run, entry, either.Token), entry);
        }
        catch (RefusedException exception)
        {
            return Refuse(run, entry, exception.Refusal);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Refuse(run, entry, new("FILE_TOO_SLOW", $"Reading {entry.Path} took longer than {options.Value.FileTime.TotalSeconds:0} s."));
        }
        catch (FileNotFoundException exception)
        {
            throw new RefusedException(new("BLOB_MISSING", $"The bytes of {entry.Path} are not in the store any more; start the ingestion again."), exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException or OutOfMemoryException))
        {
            // A reader promises not to throw. If one breaks its promise, that is our mistake: one file is refused, not a dataset lost.
            Log.ReaderFailed(logger, run.Id, entry.Path, exception);
            return Refuse(run, entry, new("READER_FAILED", $"The reader failed on {entry.Path}; this is a mistake of the product, not of the file."));
        }
    }

    private async Task<InspectedFile> ReadAsync(IngestionRun run, SourceEntry entry, CancellationToken cancellationToken)
    {
        using ByteSource source = await (run.Ahead?.OpenerOf(entry.Place!) ?? opener).OpenAsync(entry.Place!, entry.SizeBytes, entry.Path, run.Work, cancellationToken);
        IReadOnlyDictionary<string, ByteSource> opened = await siblings.OpenAsync(run, entry, source, cancellationToken);
        try
        {
            return inspector.Inspect(source, entry.Path, SiblingFiles.Door(opened), cancellationToken);
        }
        finally
        {
            foreach (ByteSource sibling in opened.Values)
                sibling.Dispose();
        }
    }

    private InspectedFile Refuse(IngestionRun run, SourceEntry entry, Refusal refusal)
    {
        Log.FileRefused(logger, run.Id, entry.Path, refusal.Code);
        return WithPlace(FileInspector.Refused(entry.Path, entry.SizeBytes, refusal), entry);
    }

    private static InspectedFile WithPlace(InspectedFile file, SourceEntry entry) => file with { File = file.File with { Place = entry.Place } };
}
