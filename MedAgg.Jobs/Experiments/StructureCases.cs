using System.Globalization;
using System.IO.Enumeration;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Inspection;
using MedAgg.Jobs.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Experiments;

/// <summary>Second step: which image belongs to which unit, and what each task says of it.</summary>
internal sealed class StructureCases(IDbContextFactory<MedAggContext> contexts, FileOpener opener, WorkAreas works, IOptions<ExperimentOptions> options) : IPipelineStep
{
    public const string Word = "structure";
    public const string File = "cases.json";

    public string Name => Word;

    public int CodeVersion => 2;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) =>
        new(context.Pipeline.Structure);

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        AcquiredDataset dataset = await context.ReadAsync<AcquiredDataset>(AcquireFetch.Word, AcquireFetch.File, cancellationToken);
        StructureStep step = context.Pipeline.Structure;
        List<(ImageFact Image, string Path, string Sha256)> rows = await RowsAsync(dataset.VersionId, cancellationToken);
        if (rows.Count == 0)
            throw new RefusedException("CASES_NONE", $"Dataset {dataset.Slug} has no image.");
        if (rows.Count > options.Value.MaxImages)
            throw new RefusedException("CASES_TOO_MANY", $"Dataset {dataset.Slug} has {rows.Count} images; an experiment takes at most {options.Value.MaxImages}.");
        LabelTable? table = step.Table is null ? null : await TableAsync(dataset.VersionId, step.Table, context, cancellationToken);
        CaseSet set = new CaseBuilder(step).Build(rows, table);
        if (set.Images.Count == 0)
            throw new RefusedException("CASES_NONE", MissingLabels.Sentence(step, rows.Select(row => row.Image.Labels), table?.Header ?? [], set.Flow));
        await context.WriteAsync(File, set, cancellationToken);
        string joined = set.Join is { } join ? string.Create(CultureInfo.InvariantCulture, $"; {join.Joined} of {join.Rows} rows of {join.Table} joined, {join.Ambiguous} ambiguous, {join.UnitsWithoutRow} units without a row") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{set.Images.Count} images of {set.Images.Select(image => image.Unit).Distinct().Count()} units{(set.PatientsAreKnown ? "" : ", patients unknown")}{Views(set)}{joined}");
    }

    // Which views the units have: the scores of a unit's views are fused by their mean.
    private static string Views(CaseSet set)
    {
        if (set.Images.All(image => image.View is null))
            return "";
        IEnumerable<string> kinds = set.Images.GroupBy(image => image.Unit, StringComparer.Ordinal)
            .GroupBy(unit => string.Join(" + ", unit.Select(image => image.View ?? "view unknown").Distinct().Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal).Take(4)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count()}"));
        return "; views " + string.Join(", ", kinds);
    }

    private async Task<List<(ImageFact, string, string)>> RowsAsync(long versionId, CancellationToken cancellationToken)
    {
        await using MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Images.AsNoTracking().Where(image => image.VersionId == versionId)
            .Join(database.Files.AsNoTracking(), image => image.FileId, file => file.Id, (image, file) => new { image, file.Path, file.Sha256 })
            .OrderBy(row => EF.Functions.Collate(row.Path, "C"))
            .Take(options.Value.MaxImages + 1)
            .ToListAsync(cancellationToken);
        return [.. rows.Where(row => row.Sha256 is not null).Select(row => (row.image, row.Path, row.Sha256!))];
    }

    private async Task<LabelTable> TableAsync(long versionId, TableStep wanted, StepContext context, CancellationToken cancellationToken)
    {
        List<DatasetFile> files;
        await using (MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken))
            files = await database.Files.AsNoTracking().Where(file => file.VersionId == versionId && file.Role != FileRole.Image && file.Role != FileRole.Refused).ToListAsync(cancellationToken);
        List<DatasetFile> found = [.. files.Where(file => FileSystemName.MatchesSimpleExpression(wanted.File, file.Path.AsSpan(file.Path.LastIndexOf('/') + 1)))];
        if (found.Count != 1)
            throw new RefusedException("TABLE_NOT_FOUND", $"{found.Count} files of the dataset fit '{wanted.File}'; exactly one table is needed.");
        WorkArea work = works.Open(ExperimentPipeline.WorkName(context.Run.Id));
        using ByteSource source = await opener.OpenAsync(found[0].Place!, found[0].SizeBytes, found[0].Path, work, cancellationToken);
        await using Stream content = source.AsStream();
        byte[] head = new byte[2];
        bool isWorkbook = source.Read(0, head) == 2 && head.AsSpan().SequenceEqual("PK"u8);
        (LabelTable? table, Refusal? refusal) = isWorkbook
            ? await SpreadsheetReader.ReadAsync(content, found[0].Path, cancellationToken)
            : await LabelTableReader.ReadAsync(content, found[0].Path, cancellationToken);
        return table ?? throw new RefusedException(refusal!);
    }
}
