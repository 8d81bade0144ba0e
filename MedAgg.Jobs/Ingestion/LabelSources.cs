using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Looks over all paths of a version once: which folder levels are classes, which tables name images.</summary>
internal sealed class LabelSources(IDbContextFactory<MedAggContext> contexts, FileOpener opener, CurrentTaxonomy taxonomy, IOptions<InspectionOptions> options)
{
    private const int MaxTables = 20;

    public async Task<(ImageLabeller Labeller, IReadOnlyList<(string Text, bool IsProblem)> Remarks)> ReadAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        ClassFolders folders = new(taxonomy.Model, options.Value.MaxLabelValues);
        PathIndex images = new();
        List<DatasetFile> tables = [];
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var files = context.Files.AsNoTracking()
            .Where(file => file.VersionId == run.VersionId)
            .OrderBy(file => file.Id)
            .Select(file => new { file.Id, file.Path, file.Role, file.Kind })
            .AsAsyncEnumerable();
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            folders.Add(file.Path, file.Role is FileRole.Image && IsPlain(file.Kind));
            if (file.Role is FileRole.Image)
                images.Add(file.Path, file.Id);
        }

        tables = await context.Files.AsNoTracking()
            .Where(file => file.VersionId == run.VersionId && file.Role == FileRole.Table)
            .OrderBy(file => file.Path)
            .Take(MaxTables)
            .ToListAsync(cancellationToken);
        List<(string, bool)> remarks = [];
        List<TableJoin> joins = [];
        foreach (DatasetFile table in tables)
        {
            (TableJoin? join, string sentence) = await JoinAsync(run, table, images, cancellationToken);
            remarks.Add((sentence, join is null));
            if (join is not null)
                joins.Add(join);
        }

        return (new(folders, joins), remarks);
    }

    private async Task<(TableJoin? Join, string Sentence)> JoinAsync(IngestionRun run, DatasetFile file, PathIndex images, CancellationToken cancellationToken)
    {
        if (file.SizeBytes > options.Value.MaxTableBytes)
            return (null, $"Table {file.Path} was not joined: it is larger than {options.Value.MaxTableBytes} bytes.");
        try
        {
            using ByteSource source = await opener.OpenAsync(file.Place!, file.SizeBytes, file.Path, run.Work, cancellationToken);
            await using Stream content = source.AsStream();
            (LabelTable? table, Refusal? refusal) = file.Path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                ? await SpreadsheetReader.ReadAsync(content, file.Path, cancellationToken)
                : await LabelTableReader.ReadAsync(content, file.Path, cancellationToken);
            return table is null ? (null, refusal!.ToString()) : new TableJoiner(options.Value.MaxLabelValues).Join(table, images);
        }
        catch (RefusedException exception)
        {
            return (null, exception.Refusal.ToString());
        }
    }

    // Formats without series: a folder of them may be a class, a folder of DICOM slices is a series.
    private static bool IsPlain(string kind) => FileKinds.Parse(kind) is
        FileKind.Png or FileKind.Jpeg or FileKind.Tiff or FileKind.Gif or FileKind.Bmp or FileKind.Webp or FileKind.Jp2 or FileKind.Pgm;
}
