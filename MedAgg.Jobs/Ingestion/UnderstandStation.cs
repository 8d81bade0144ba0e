using System.Runtime.CompilerServices;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Inspection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedAgg.Jobs.Ingestion;

/// <summary>
/// Station 6: series become volumes, folders and tables become labels. Images are read series by series, so memory is bounded by the longest
/// series; all changes enter in one transaction with the end of the station.
/// </summary>
internal sealed class UnderstandStation(IDbContextFactory<MedAggContext> contexts, LabelSources sources, IngestionWriter writer, StageKeeper stages)
{
    private const int BatchImages = 2000;

    public async Task RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Understand))
            return;
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            long images = await context.Images.LongCountAsync(image => image.VersionId == run.VersionId, cancellationToken);
            await stages.StartAsync(run, StageName.Understand, new() { Total = images }, cancellationToken);
        }

        (ImageLabeller labeller, IReadOnlyList<(string Text, bool IsProblem)> remarks) = await sources.ReadAsync(run, cancellationToken);
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                NpgsqlConnection connection = (NpgsqlConnection)context.Database.GetDbConnection();
                await ImageUpdate.BeginAsync(connection, cancellationToken);
                await CollectAsync(run, labeller, connection, cancellationToken);
                await ImageUpdate.ApplyAsync(connection, cancellationToken);
                request.Advance(stages.Close(run));
            },
            cancellationToken);
        foreach ((string text, bool isProblem) in remarks)
            await writer.LogAsync(run, StageName.Understand, text, isProblem, cancellationToken);
        if (labeller.SplitConflicts > 0)
            await writer.LogAsync(run, StageName.Understand, $"{labeller.SplitConflicts} image(s) have another partition in a table than by their folder; the folder was kept.", isProblem: true, cancellationToken);
    }

    private async Task CollectAsync(IngestionRun run, ImageLabeller labeller, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<ImageUpdate> batch = [];
        await foreach (List<ImageRow> series in SeriesAsync(run, cancellationToken))
        {
            var kinds = series[0].Image.SeriesKey is null ? null : Dimensions.OfSeries([.. series.Select(row => (row.Image, FileKinds.Parse(row.Kind) ?? FileKind.Other))]);
            batch.AddRange(series.Select(row => Understand(row, labeller, kinds)));
            run.Progress.Add(series.Count, 0);
            if (batch.Count < BatchImages)
                continue;
            await ImageUpdate.CollectAsync(connection, batch, cancellationToken);
            batch.Clear();
        }

        await ImageUpdate.CollectAsync(connection, batch, cancellationToken);
    }

    private static ImageUpdate Understand(ImageRow row, ImageLabeller labeller, IReadOnlyDictionary<long, (Dimensionality Kind, string Rule)>? kinds)
    {
        Findings evidence = new();
        ImageFact image = row.Image;
        bool isJudged = kinds is not null && kinds.TryGetValue(image.FileId, out (Dimensionality Kind, string Rule) judged) && judged.Kind is not Dimensionality.Unknown;
        // What the file by itself looked like is replaced by what it is in its series.
        evidence.Add(Findings.FromJson(image.EvidenceJson).Where(detection => !isJudged || detection.What != "dimensionality"));
        if (isJudged)
        {
            (Dimensionality kind, string rule) = kinds![image.FileId];
            image = image with { Dimensionality = kind };
            evidence.Add(new Detection("dimensionality", Dimensions.Name(kind), Confidences.Structure, rule));
        }

        image = labeller.Label(image, row.Path, evidence);
        return new(image.FileId, image with { EvidenceJson = Findings.ToJson(evidence.All) });
    }

    private async IAsyncEnumerable<List<ImageRow>> SeriesAsync(IngestionRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IAsyncEnumerable<ImageRow> rows = context.Images.AsNoTracking()
            .Where(image => image.VersionId == run.VersionId)
            .Join(context.Files, image => image.FileId, file => file.Id, (image, file) => new { image, file.Path, file.Kind })
            .OrderBy(row => row.image.SeriesKey)
            .ThenBy(row => row.image.FileId)
            .Select(row => new ImageRow(row.image, row.Path, row.Kind))
            .AsAsyncEnumerable();
        List<ImageRow> series = [];
        await foreach (ImageRow row in rows.WithCancellation(cancellationToken))
        {
            if (series.Count > 0 && (row.Image.SeriesKey is null || row.Image.SeriesKey != series[0].Image.SeriesKey))
            {
                yield return series;
                series = [];
            }

            series.Add(row);
        }

        if (series.Count > 0)
            yield return series;
    }

    private sealed record ImageRow(ImageFact Image, string Path, string Kind);
}
