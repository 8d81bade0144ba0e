using System.Text.Json;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Imaging.Png;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Reads experiments and their runs for pages, API and command line.</summary>
public sealed class ExperimentQueries(IDbContextFactory<MedAggContext> contexts, StepStore store, IBlobStore blobs)
{
    private const int MostRows = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Refusal Unknown(long id) => new("RUN_UNKNOWN", $"There is no run {id}.");

    /// <summary>Runs that the actor may see, newest first.</summary>
    public async Task<IReadOnlyList<RunRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<RunRow> rows = await RowsAsync(context, context.Runs.AsNoTracking().OrderByDescending(run => run.Id).Take(MostRows), cancellationToken);
        return [.. rows.Where(row => actor.MaySee(row.OwnerId, row.TeamId))];
    }

    /// <summary>One run; null when there is none, or the actor may not see it.</summary>
    public async Task<RunRow?> FindAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<RunRow> rows = await RowsAsync(context, context.Runs.AsNoTracking().Where(run => run.Id == id), cancellationToken);
        return rows.Find(row => actor.MaySee(row.OwnerId, row.TeamId));
    }

    /// <summary>What a finished step of a run made; null when it has not, or its bytes are gone.</summary>
    public async Task<StepOutput?> OutputAsync(RunRow run, string step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Steps.FirstOrDefault(state => state.Name == step) is { Key: { } key, Standing: StepStanding.Done or StepStanding.Cached }
            ? await store.FindAsync(key, cancellationToken)
            : null;
    }

    /// <summary>A run with its report; null until it has one, or when its bytes are gone.</summary>
    public async Task<RunReading?> ReadAsync(RunRow run, CancellationToken cancellationToken)
    {
        if (await OutputAsync(run, ReportFiles.Step, cancellationToken) is not { } output || !output.Files.ContainsKey(ReportFiles.Document))
            return null;
        ReportDocument report = await store.ReadJsonAsync<ReportDocument>(output, ReportFiles.Document, cancellationToken);
        TestCases? cases = output.Files.ContainsKey(ReportFiles.TestCases) ? await store.ReadJsonAsync<TestCases>(output, ReportFiles.TestCases, cancellationToken) : null;
        // Runs of older versions that took every step from the store do not name their dataset; the report does.
        return new(run with { Dataset = run.Dataset ?? report.Dataset.Slug, DatasetVersion = run.DatasetVersion ?? report.Dataset.Number }, report, cases);
    }

    /// <summary>An image as the network saw it, PNG; null when there is none at that place.</summary>
    /// <param name="run">The run.</param>
    /// <param name="array">Place among the stored arrays.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<byte[]?> PictureAsync(RunRow run, int array, CancellationToken cancellationToken)
    {
        if (array < 0 || await OutputAsync(run, "preprocess", cancellationToken) is not { } output || !output.Files.TryGetValue("images.bin", out StepFile? arrays))
            return null;
        if (PipelineReader.Parse(run.Yaml, "pipeline.yaml").Pipeline?.Preprocess is not { } preprocess)
            return null;
        int channels = preprocess.Color == ColorKind.Rgb ? 3 : 1;
        long bytes = (long)preprocess.Size * preprocess.Size * channels;
        if ((array + 1) * bytes > arrays.SizeBytes)
            return null;
        await using Stream stream = await blobs.OpenAsync(arrays.Blob, cancellationToken);
        stream.Seek(array * bytes, SeekOrigin.Begin);
        byte[] pixels = new byte[bytes];
        await stream.ReadExactlyAsync(pixels, cancellationToken);
        using MemoryStream png = new();
        PngWriter.Write(png, new(preprocess.Size, preprocess.Size, channels, 8, pixels));
        return png.ToArray();
    }

    private static async Task<List<RunRow>> RowsAsync(MedAggContext context, IQueryable<Run> runs, CancellationToken cancellationToken)
    {
        var found = await (
            from run in runs
            join experiment in context.Experiments on run.ExperimentId equals experiment.Id
            join version in context.Versions on run.VersionId equals (long?)version.Id into versions
            from version in versions.DefaultIfEmpty()
            join dataset in context.Datasets on version.DatasetId equals dataset.Id into datasets
            from dataset in datasets.DefaultIfEmpty()
            join user in context.Users on experiment.OwnerId equals (Guid?)user.Id into users
            from user in users.DefaultIfEmpty()
            select new { run, experiment.Name, experiment.OwnerId, experiment.TeamId, Number = (int?)version.Number, dataset.Slug, Owner = user.DisplayName == "" ? user.UserName : user.DisplayName }).ToListAsync(cancellationToken);
        return [.. found.OrderByDescending(row => row.run.Id).Select(row => new RunRow
        {
            Id = row.run.Id,
            Experiment = row.Name,
            Status = row.run.Status,
            Steps = StepState.FromJson(row.run.StepsJson),
            Metrics = row.run.MetricsJson is { } json ? JsonSerializer.Deserialize<MetricSummary>(json, Json) : null,
            IngestionId = row.run.IngestionId,
            VersionId = row.run.VersionId,
            Dataset = row.Slug,
            DatasetVersion = row.Number,
            OwnerId = row.OwnerId,
            TeamId = row.TeamId,
            OwnerName = row.Owner,
            Yaml = row.run.PipelineYaml,
            Source = row.run.Source,
            ErrorCode = row.run.ErrorCode,
            ErrorMessage = row.run.ErrorMessage,
            CancelRequested = row.run.CancelRequested,
            CreatedAt = row.run.CreatedAt,
            StartedAt = row.run.StartedAt,
            FinishedAt = row.run.FinishedAt,
        })];
    }
}
