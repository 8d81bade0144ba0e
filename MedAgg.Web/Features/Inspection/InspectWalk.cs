using System.Runtime.CompilerServices;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Ingestion;
using MedAgg.Jobs.Inspection;
using DomainRefusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Web.Features.Inspection;

/// <summary>Walks paths and archives and inspects every file; lines come in the order of the paths, whatever the number of threads.</summary>
internal sealed class InspectWalk(InspectLimits limits, bool withPixels, int jobs) : IDisposable
{
    private const long HeldInMemory = 64 << 20;

    private readonly ManagedImageReader _reader = new();
    private readonly FileInspector _inspector = new(new ManagedImageReader(), TaxonomyLoader.LoadShipped(), limits.Imaging, limits.Tables);
    private readonly LocalFileStore _store = new();

    public async IAsyncEnumerable<InspectLine> RunAsync(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Queue<Task<List<InspectLine>>> running = new();
        foreach (string path in paths.SelectMany(Files))
        {
            running.Enqueue(Task.Run(() => InspectPathAsync(path, cancellationToken), cancellationToken));
            if (running.Count < jobs)
                continue;
            foreach (InspectLine line in await running.Dequeue())
                yield return line;
        }

        while (running.TryDequeue(out Task<List<InspectLine>>? last))
        {
            foreach (InspectLine line in await last)
                yield return line;
        }
    }

    public void Dispose() => _store.Dispose();

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
            return Directory.EnumerateFiles(path, "*", all).Order(StringComparer.Ordinal);
        }

        return File.Exists(path) ? [path] : throw new RefusedException("PATH_NOT_FOUND", $"{path}: there is no such file or folder.");
    }

    private async Task<List<InspectLine>> InspectPathAsync(string path, CancellationToken cancellationToken)
    {
        List<InspectLine> lines = [];
        try
        {
            using ByteSource source = ByteSource.Open(path);
            InspectedFile file = _inspector.Inspect(source, path, name => Sibling(path, name), cancellationToken);
            if (IsArchive(file.Reading))
                await InspectArchiveAsync(path, file, lines, cancellationToken);
            else
                lines.Add(Line(file, source, name => Sibling(path, name), cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lines.Add(InspectLine.Of(FileInspector.Refused(path, 0, new("FILE_UNREADABLE", $"{path}: {exception.Message}"))));
        }

        return lines;
    }

    private async Task InspectArchiveAsync(string path, InspectedFile archive, List<InspectLine> lines, CancellationToken cancellationToken)
    {
        // Sentences name the file, and never the folder of this machine that it lies in.
        string name = Path.GetFileName(path);
        var reader = new ArchiveEntryReader(_store);
        ArchiveTable table = await new ArchiveIndex(_store, reader, TimeProvider.System).ReadAsync(_store.Lend(path), name, limits.Archives, cancellationToken);
        // A single packed file is told by the line of its wrapper, so that line says, too, whether it is whole and within the limits.
        if (table is { Verdict: not ArchiveVerdict.Reject, Entries: [{ Wrapper: not ArchiveKind.None }] })
            table = await new ArchiveUnpacker(TimeProvider.System).UnpackAsync(path, folder: null, _store.WorkFolder, limits.Archives, onFile: null, cancellationToken);
        int first = lines.Count;
        lines.Add(InspectLine.Of(archive, table));
        foreach (ArchiveEntry entry in table.Entries.Where(entry => entry.Path != name))
            lines.Add(await InspectEntryAsync(reader, entry, path[..^name.Length] + entry.Path, cancellationToken));
        if (ArrayOverview.Of(lines.Skip(first + 1).Select(line => (line.Path, line.Frames))) is { } overview)
            lines[first] = lines[first] with { Warnings = [.. lines[first].Warnings, new(ArrayOverview.Code, overview.Sentence)] };
    }

    private static bool IsArchive(FileReading reading) => reading.Refusal is null && (reading.Kind.IsContainer() || reading.Subkind is Subkind.Npz);

    private async Task<InspectLine> InspectEntryAsync(ArchiveEntryReader reader, ArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream stream = await reader.OpenAsync(entry.Place, entry.SizeBytes, entry.Path, cancellationToken);
            using ByteSource source = await HoldAsync(stream, entry.SizeBytes, cancellationToken);
            return Line(_inspector.Inspect(source, path, null, cancellationToken), source, null, cancellationToken);
        }
        catch (RefusedException exception)
        {
            return InspectLine.Of(FileInspector.Refused(path, entry.SizeBytes, exception.Refusal));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return InspectLine.Of(FileInspector.Refused(path, entry.SizeBytes, new DomainRefusal("ARCHIVE_CORRUPT", $"{entry.Path}: {exception.Message}")));
        }
    }

    private async Task<ByteSource> HoldAsync(Stream stream, long size, CancellationToken cancellationToken)
    {
        if (size <= HeldInMemory)
        {
            using var memory = new MemoryStream((int)size);
            await stream.CopyToAsync(memory, cancellationToken);
            return ByteSource.Of(memory.GetBuffer().AsMemory(0, (int)memory.Length));
        }

        string path = Path.Combine(_store.WorkFolder, $"{Guid.NewGuid():N}.tmp");
        await using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
            await stream.CopyToAsync(file, cancellationToken);
        return ByteSource.Open(path); // deleted with the work folder
    }

    private InspectLine Line(InspectedFile file, ByteSource source, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        InspectLine line = InspectLine.Of(file);
        if (file.Reading.Facts?.Dicom is not null)
            line = line.WithFields(ImageReaders.ReadDicomFields(source, file.Reading, limits.Imaging, cancellationToken));
        return withPixels && file.Reading.IsRead && (file.File.Role == FileRole.Image || file.Reading.Subkind is Subkind.Npy)
            ? line with { Pixels = InspectPixels.Of(_reader.ReadPixels(source, file.Reading, null, limits.Imaging, siblings, cancellationToken)) }
            : line;
    }

    private static ByteSource? Sibling(string path, string name)
    {
        string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(name));
        return File.Exists(beside) ? ByteSource.Open(beside) : null;
    }
}
