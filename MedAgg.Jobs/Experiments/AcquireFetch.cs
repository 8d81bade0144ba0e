using System.Globalization;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Experiments;

/// <summary>First step: a published version of a dataset, fetched through the same ingestion as any other, or taken from the catalogue.</summary>
internal sealed class AcquireFetch(IDbContextFactory<MedAggContext> contexts, IngestionScheduler ingestions, TimeProvider clock) : IPipelineStep
{
    public const string Word = "acquire";
    public const string File = "dataset.json";

    public string Name => Word;

    public int CodeVersion => 1;

    public async ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken)
    {
        AcquireStep step = context.Pipeline.Acquire;
        if (step.Dataset is not null)
        {
            AcquiredDataset found = await CataloguedAsync(step, cancellationToken);
            return new { found.VersionId, found.ManifestSha256 };
        }

        // What lies behind an address may change: every run asks it anew (an unchanged source answers with the version that is there, without fetching), and the later steps go by that version.
        long? asked = Path.IsPathRooted(context.Row.Source ?? "") ? null : context.Row.IngestionId;
        return new { source = context.Row.Source, stamp = StampOf(context.Row.Source), choice = step.Choice.ToJson(), asked };
    }

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        AcquireStep step = context.Pipeline.Acquire;
        AcquiredDataset dataset = step.Dataset is not null
            ? await CataloguedAsync(step, cancellationToken)
            : await IngestedAsync(context, step, cancellationToken);
        await context.Run.UpdateAsync(row => row.Use(dataset.VersionId), cancellationToken);
        await context.WriteAsync(File, dataset, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"dataset {dataset.Slug} version {dataset.Number}: {dataset.Images} images");
    }

    public async Task TakenAsync(StepContext context, CancellationToken cancellationToken)
    {
        AcquiredDataset dataset = await context.ReadAsync<AcquiredDataset>(Word, File, cancellationToken);
        await context.Run.UpdateAsync(row => row.Use(dataset.VersionId), cancellationToken);
    }

    private async Task<AcquiredDataset> IngestedAsync(StepContext context, AcquireStep step, CancellationToken cancellationToken)
    {
        string source = context.Row.Source ?? throw new RefusedException("SOURCE_MISSING", "The run names no source.");
        if (context.Row.IngestionId is not { } id)
        {
            id = await OrderAsync(context, source, step.Choice, cancellationToken);
            throw new WaitingForDataException(id);
        }

        IngestionRequest request;
        await using (MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken))
        {
            request = await database.Ingestions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
                ?? throw new RefusedException("INGESTION_LOST", $"Ingestion {id} of the run is not there any more; run again.");
        }

        if (!request.IsFinished)
        {
            IngestionStage? stage = request.Stages.LastOrDefault(one => one.State == StageState.Running);
            context.Run.Advance(Word, stage?.Done ?? 0, stage?.Total);
            throw new WaitingForDataException(id);
        }

        return request.Status == IngestionStatus.Succeeded && request.VersionId is { } version
            ? await OfVersionAsync(version, source, cancellationToken)
            : throw new RefusedException(request.ErrorCode ?? "CANCELLED", request.ErrorMessage ?? $"Ingestion {id} of the run was cancelled.");
    }

    private async Task<long> OrderAsync(StepContext context, string source, SourceChoice choice, CancellationToken cancellationToken)
    {
        bool isPath = System.IO.File.Exists(source) || Directory.Exists(source);
        IngestionSource wanted = new() { Kind = isPath ? SourceKind.ServerPath : SourceKind.Url, Location = source, ChoiceJson = choice.ToJson() };
        await using MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await database.Experiments.Where(row => row.Id == context.Row.ExperimentId).Select(row => new { row.OwnerId, row.TeamId }).SingleAsync(cancellationToken);
        IngestionRequest request = new(wanted, "", owner.OwnerId, owner.TeamId, clock.GetUtcNow());
        database.Ingestions.Add(request);
        await database.SaveChangesAsync(cancellationToken);
        await ingestions.EnqueueAsync(request.Id, cancellationToken);
        return request.Id;
    }

    private async Task<AcquiredDataset> CataloguedAsync(AcquireStep step, CancellationToken cancellationToken)
    {
        await using MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken);
        long? version = await database.Versions.AsNoTracking()
            .Join(database.Datasets, v => v.DatasetId, d => d.Id, (v, d) => new { v.Id, v.Number, v.State, d.Slug })
            .Where(row => row.Slug == step.Dataset && row.State == VersionState.Published && (step.Version == null || row.Number == step.Version))
            .OrderByDescending(row => row.Number).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return version is { } id
            ? await OfVersionAsync(id, null, cancellationToken)
            : throw new RefusedException("DATASET_UNKNOWN", $"There is no published version {step.Version} of a dataset {step.Dataset}.");
    }

    private async Task<AcquiredDataset> OfVersionAsync(long versionId, string? source, CancellationToken cancellationToken)
    {
        await using MedAggContext database = await contexts.CreateDbContextAsync(cancellationToken);
        DatasetVersion version = await database.Versions.AsNoTracking().SingleAsync(row => row.Id == versionId, cancellationToken);
        Dataset dataset = await database.Datasets.AsNoTracking().SingleAsync(row => row.Id == version.DatasetId, cancellationToken);
        return new()
        {
            Slug = dataset.Slug,
            Title = dataset.Card.Title.In("en"),
            Number = version.Number,
            VersionId = versionId,
            ManifestSha256 = version.ManifestSha256 ?? "",
            Licence = dataset.LicenceName,
            Source = source is not null && Path.IsPathRooted(source) ? Path.GetFileName(source) : source,
            Images = version.Counts.Images,
            Patients = version.Counts.Patients,
        };
    }

    // A path is known again by the sizes and times of its files.
    private static string? StampOf(string? source)
    {
        if (source is null || !Path.IsPathRooted(source))
            return null;
        if (System.IO.File.Exists(source))
            return string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(source).Length} {System.IO.File.GetLastWriteTimeUtc(source).Ticks}");
        if (!Directory.Exists(source))
            return null;
        var files = new DirectoryInfo(source).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => (file.Length, file.LastWriteTimeUtc.Ticks)).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{files.Count} {files.Sum(file => file.Length)} {(files.Count == 0 ? 0 : files.Max(file => file.Ticks))}");
    }
}

/// <summary>The version that is learnt from, as reports tell it.</summary>
public sealed record AcquiredDataset
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required int Number { get; init; }

    public required long VersionId { get; init; }

    /// <summary>SHA-256 over the manifest of the version.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>As the source words it; null when it states none.</summary>
    public string? Licence { get; init; }

    /// <summary>Address, or name of the file on the server; null for a dataset of the catalogue.</summary>
    public string? Source { get; init; }

    public required long Images { get; init; }

    /// <summary>0 when unknown.</summary>
    public long Patients { get; init; }
}
