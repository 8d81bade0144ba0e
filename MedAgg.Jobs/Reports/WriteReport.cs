using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Imaging.Png;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Comparing;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Html;
using MedAgg.Jobs.Reports.Publication;

namespace MedAgg.Jobs.Reports;

/// <summary>Last step: the report in both languages, and the pack for a publication.</summary>
internal sealed class WriteReport : IPipelineStep
{
    public string Name => ReportFiles.Step;

    public int CodeVersion => 3;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) => new(new { context.Pipeline.Name, context.Pipeline.Description });

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        (ReportDocument report, TestCases cases) = await DocumentAsync(context, cancellationToken);
        await context.WriteAsync(ReportFiles.TestCases, cases, cancellationToken);
        await context.WriteAsync(ReportFiles.Document, report, cancellationToken);
        foreach (string language in new[] { "en", "ru" })
            await context.WriteTextAsync(ReportFiles.Page(language), new HtmlReport(report, new(language)).Write(), cancellationToken);
        await PublicationPack.WriteAsync(Path.Combine(context.OutFolder, ReportFiles.Pack), report, context, cancellationToken);
        await MlflowExport.WriteAsync(Path.Combine(context.OutFolder, ReportFiles.Mlflow), report, context.Row.StartedAt ?? context.Row.CreatedAt, cancellationToken);
        return "report in two languages, publication pack, MLflow export";
    }

    private static async Task<(ReportDocument Report, TestCases Cases)> DocumentAsync(StepContext context, CancellationToken cancellationToken)
    {
        AcquiredDataset dataset = await context.ReadAsync<AcquiredDataset>("acquire", "dataset.json", cancellationToken);
        CaseSet set = await context.ReadAsync<CaseSet>("structure", "cases.json", cancellationToken);
        PreparedSet prepared = await context.ReadAsync<PreparedSet>("preprocess", "images.json", cancellationToken);
        byte[] arrays = await context.ReadBytesAsync("preprocess", "images.bin", cancellationToken);
        SplitResult split = await context.ReadAsync<SplitResult>("split", "split.json", cancellationToken);
        PredictionSet predictions = await context.ReadAsync<PredictionSet>("train", "predictions.json", cancellationToken);
        EvaluationResult evaluation = await context.ReadAsync<EvaluationResult>("evaluate", "evaluation.json", cancellationToken);
        Pipeline pipeline = context.Pipeline;
        ReportDocument report = new()
        {
            Title = pipeline.Name,
            Description = pipeline.Description,
            Dataset = dataset,
            Grain = pipeline.Structure.Grain.ToString().ToLowerInvariant(),
            Flow = FlowOf(set, prepared),
            Join = set.Join,
            PatientsAreKnown = set.PatientsAreKnown,
            Split = new(split.IsGreen, split.IsOfficial, split.Certificate.SharedGroups.Count, split.Certificate.SharedPixels.Count, split.Certificate.UnknownPixels, split.Sha256),
            Tasks = evaluation.Tasks,
            Groups = evaluation.Groups,
            Trainings = [.. predictions.Engines.Where(engine => engine is { Seed: not null, History: not null })
                .Select(engine => new ReportTraining(engine.Task, engine.Seed!.Value, engine.BestEpoch, engine.Parameters, engine.WeightsSha256 ?? "", engine.History!))],
            Pictures = evaluation.Tasks.SelectMany(task => task.Worst).Select(wrong => wrong.Array).Distinct().ToDictionary(array => array, array => Picture(arrays, array, prepared.Size, prepared.Channels)),
            Settings = SettingsOf(pipeline),
            Environment =
            [
                new("engine", predictions.Engines.Select(engine => engine.Maker).FirstOrDefault(maker => maker is not null) ?? BuiltInEngine.Maker),
                new("runtime", RuntimeInformation.FrameworkDescription),
                new("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
                new("version", typeof(WriteReport).Assembly.GetName().Version?.ToString(3) ?? "0"),
            ],
            Hashes =
            [
                new("dataset manifest", dataset.ManifestSha256),
                new("split.csv", split.Sha256),
                .. predictions.Engines.Where(engine => engine.Seed is not null).Select(engine => new KeyValuePair<string, string>(string.Create(CultureInfo.InvariantCulture, $"weights {engine.Task} seed {engine.Seed}"), engine.WeightsSha256 ?? "")),
                .. context.Before.Select(before => new KeyValuePair<string, string>($"step {before.Key}", before.Value.Key)),
            ],
            Headline = pipeline.Evaluate.HeadlineValue,
        };
        return (report, TestCaseBuilder.Of(pipeline, set, prepared, split, evaluation));
    }

    private static IReadOnlyList<FlowLine> FlowOf(CaseSet set, PreparedSet prepared)
    {
        if (prepared.Unread.Count == 0)
            return set.Flow;
        CaseImage[] unread = [.. prepared.Unread.Select(one => set.Images[one.Case])];
        return [.. set.Flow, new FlowLine("unread", unread.Length, unread.Select(one => one.Unit).Distinct().Count(), unread.Select(one => one.Patient).OfType<string>().Distinct().Count(), true)];
    }

    private static byte[] Picture(byte[] arrays, int array, int size, int channels)
    {
        int length = size * size * channels;
        using MemoryStream png = new();
        PngWriter.Write(png, new(size, size, channels, 8, arrays.AsSpan(array * length, length).ToArray()));
        return png.ToArray();
    }

    private static List<KeyValuePair<string, string>> SettingsOf(Pipeline pipeline)
    {
        List<KeyValuePair<string, string>> lines = [];
        foreach ((string step, object value) in new (string, object)[]
        {
            ("structure", pipeline.Structure with { Tasks = [] }), ("preprocess", pipeline.Preprocess), ("split", pipeline.Split), ("train", pipeline.Train), ("evaluate", pipeline.Evaluate),
        })
        {
            using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(value, value.GetType(), StepStore.Json));
            foreach (JsonProperty property in json.RootElement.EnumerateObject().Where(property => property.Name != "tasks" && property.Value.ValueKind != JsonValueKind.Null))
                lines.Add(new($"{step}.{property.Name}", property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText()));
        }

        return lines;
    }
}
