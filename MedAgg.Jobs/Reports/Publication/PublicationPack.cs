using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Figures;
using MedAgg.Jobs.Reports.Html;
using MedAgg.Jobs.Reports.Wording;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>A ZIP with everything that a publication asks for: the same bytes for the same run.</summary>
internal static class PublicationPack
{
    private const string SchemaFolder = "schemas/";

    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Schemas = ["metrics", "environment", "claim", "flow", "manifest"];

    public static async Task WriteAsync(string path, ReportDocument report, StepContext context, CancellationToken cancellationToken)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        ReportWords words = new("en");
        files["README.md"] = Text(ModelCard.Write(report));
        files["CLAIM-checklist.md"] = Text(ClaimChecklist.Write(report));
        files["claim.json"] = Json(ClaimChecklist.Items(report));
        files["metrics.json"] = Json(PackMetrics.Of(report));
        files["metrics.csv"] = Text(PackTables.Metrics(report));
        files["demographics.csv"] = Text(PackTables.Demographics(report));
        files["flow.csv"] = Text(PackTables.Flow(report, words));
        files["flow.json"] = Json(PackTables.FlowBoxes(report, words));
        files["environment.json"] = Json(new { format = "medagg.environment/1", environment = Map(report.Environment), settings = Map(report.Settings), hashes = Map(report.Hashes) });
        foreach ((string name, Picture picture) in Pictures(report, words))
        {
            files[$"figures/{name}.svg"] = Text(SvgWriter.ForFile(picture));
            files[$"figures/{name}.png"] = PngRaster.Draw(picture);
        }

        foreach (string schema in Schemas)
            files[$"{SchemaFolder}{schema}.schema.json"] = Schema(schema);
        files["report.en.html"] = Text(new HtmlReport(report, words).Write());
        files["report.ru.html"] = Text(new HtmlReport(report, new("ru")).Write());
        files["split.csv"] = Text(await PackTables.PseudonymousSplitAsync(Encoding.UTF8.GetString(await context.ReadBytesAsync("split", "split.csv", cancellationToken)), report.Split.Sha256, cancellationToken));
        files["predictions.csv"] = await context.ReadBytesAsync("train", "predictions.csv", cancellationToken);
        foreach (string name in context.Before["train"].Files.Keys.Where(name => name.EndsWith(".onnx", StringComparison.Ordinal)))
            files[$"models/{name}"] = await context.ReadBytesAsync("train", name, cancellationToken);
        files["pipeline.yaml"] = Text(context.Row.PipelineYaml);
        files["manifest.json"] = Json(new { format = "medagg.pack/1", title = report.Title, files = files.Select(file => new { path = file.Key, mediaType = MediaType(file.Key), sizeBytes = file.Value.Length, sha256 = Hash(file.Value) }) });
        files["SHA256SUMS"] = Text(string.Concat(files.Select(file => $"{Hash(file.Value)}  {file.Key}\n")));
        await WriteZipAsync(path, files, cancellationToken);
    }

    /// <summary>A schema as it is shipped.</summary>
    public static byte[] Schema(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{SchemaFolder}{name}.schema.json")!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IEnumerable<(string Name, Picture Picture)> Pictures(ReportDocument report, ReportWords words)
    {
        yield return ("flow", FlowFigure.Draw(report.Flow, report.Tasks[0].Parts, words));
        foreach (TaskEvaluation task in report.Tasks)
        {
            string name = FileName(task.Name);
            (string, Learning.Metrics.Evaluation)[] engines = [(words["cnn_short"], task.Main.Test), (words["baseline_short"], task.BaselineEngine.Test)];
            yield return ($"roc-{name}", RocFigure.Draw(engines, words));
            yield return ($"precision-recall-{name}", PrecisionRecallFigure.Draw(engines, words));
            yield return ($"calibration-{name}", CalibrationFigure.Draw([(words["before_scaling"], task.Main.Test.Before), (words["after_scaling"], task.Main.Test.After)], words));
            if (task.Main.Test.Confusion is { } calls)
                yield return ($"confusion-{name}", ConfusionFigure.Draw(calls, task.PositiveName, task.NegativeName, words));
            if (task.Main.Subgroups.Count > 0)
                yield return ($"subgroups-{name}", ForestFigure.Draw([(words["cnn_short"], task.Main), (words["baseline_short"], task.BaselineEngine)], words));
            (string, LearningCurve)[] curves = report.CurvesOf(task.Name, words);
            if (curves.Length == 0)
                continue;
            yield return ($"validation-auc-{name}", LearningFigure.Auc(curves, words));
            yield return ($"loss-{name}", LearningFigure.Loss(curves, words));
        }
    }

    private static async Task WriteZipAsync(string path, SortedDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.Create(path);
        await using ZipArchive zip = new(stream, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in files)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Epoch;
            await using Stream target = await entry.OpenAsync(cancellationToken);
            await target.WriteAsync(content, cancellationToken);
        }
    }

    private static Dictionary<string, string> Map(IReadOnlyList<KeyValuePair<string, string>> lines) => lines.DistinctBy(line => line.Key).ToDictionary(line => line.Key, line => line.Value);

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value, StepStore.Indented);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // A task's name becomes part of a file's.
    private static string FileName(string task) => string.Concat(task.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-'));

    private static string MediaType(string path) => Path.GetExtension(path) switch
    {
        ".md" => "text/markdown",
        ".json" => "application/json",
        ".csv" => "text/csv",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".html" => "text/html",
        ".yaml" => "application/yaml",
        _ => "application/octet-stream",
    };
}
