using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Jobs.Experiments;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports;

/// <summary>A ZIP with everything that a publication asks for: the same bytes for the same run.</summary>
internal static class PublicationPack
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(string path, ReportDocument report, StepContext context, CancellationToken cancellationToken)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        ReportWords words = new("en");
        files["README.md"] = Text(ModelCard.Write(report));
        files["CLAIM-checklist.md"] = Text(ClaimChecklist.Write(report));
        files["metrics.json"] = JsonSerializer.SerializeToUtf8Bytes(report.Tasks, StepStore.Json);
        files["metrics.csv"] = Text(MetricTable(report));
        files["demographics.csv"] = Text(Demographics(report));
        files["environment.json"] = JsonSerializer.SerializeToUtf8Bytes(report.Environment.Concat(report.Settings).DistinctBy(line => line.Key).ToDictionary(line => line.Key, line => line.Value), StepStore.Indented);
        files["figures/flow.svg"] = Text(Figures.Flow(report.Flow, words));
        foreach (TaskEvaluation task in report.Tasks)
        {
            files[$"figures/roc-{task.Name}.svg"] = Text(Figures.Roc(task, words));
            files[$"figures/calibration-{task.Name}.svg"] = Text(Figures.Calibration(task, words));
            files[$"figures/curves-{task.Name}.svg"] = Text(Figures.Curves([.. report.Trainings.Where(training => training.Task == task.Name)], words));
        }

        files["report.en.html"] = Text(new HtmlReport(report, words).Write());
        files["report.ru.html"] = Text(new HtmlReport(report, new("ru")).Write());
        files["split.csv"] = PseudonymousSplit(await context.ReadBytesAsync("split", "split.csv", cancellationToken), report.Split.Sha256);
        files["predictions.csv"] = await context.ReadBytesAsync("train", "predictions.csv", cancellationToken);
        foreach (string name in context.Before["train"].Files.Keys.Where(name => name.EndsWith(".onnx", StringComparison.Ordinal)))
            files[$"models/{name}"] = await context.ReadBytesAsync("train", name, cancellationToken);
        files["pipeline.yaml"] = Text(context.Row.PipelineYaml);
        files["SHA256SUMS"] = Text(string.Concat(files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Value))}  {file.Key}\n")));

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

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    // Ids and groups are paths and patients: outside only their keyed hashes are told.
    private static byte[] PseudonymousSplit(byte[] csv, string key)
    {
        StringBuilder text = new("id,group,label,stratum,part\n");
        foreach (string line in Encoding.UTF8.GetString(csv).Split('\n').Skip(1).Where(line => line.Length > 0))
        {
            string[] cells = Cells(line);
            if (cells.Length == 5)
                text.Append(Hash(cells[0])).Append(',').Append(Hash(cells[1])).Append(',').Append(Quoted(cells[2])).Append(',').Append(Quoted(cells[3])).Append(',').Append(cells[4]).Append('\n');
        }

        return Text(text.ToString());

        string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{value}")))[..12];
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string[] Cells(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when isQuoted && i + 1 < line.Length && line[i + 1] == '"':
                    cell.Append(line[i++]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(line[i]);
                    break;
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }

    private static string MetricTable(ReportDocument report)
    {
        StringBuilder text = new("task,engine,seed,part,cases,positives,auc,ci_low,ci_high,average_precision,sensitivity,specificity,ppv,npv,brier,ece,headline_auc,headline_low,headline_high\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (EngineEvaluation engine in task.Engines)
            {
                foreach ((string part, Evaluation on) in new[] { ("validation", engine.Validation), ("test", engine.Test) })
                {
                    SubsetAuc? headline = part == "test" ? engine.Headline : null;
                    double?[] numbers =
                    [
                        on.Auc?.Auc, on.AucBootstrap?.Interval.Low, on.AucBootstrap?.Interval.High, on.AveragePrecision,
                        on.Confusion?.Sensitivity.Value, on.Confusion?.Specificity.Value, on.Confusion?.PositivePredictiveValue.Value, on.Confusion?.NegativePredictiveValue.Value,
                        on.Before?.Brier, on.Before?.ExpectedError, headline?.Auc, headline?.Low, headline?.High,
                    ];
                    text.Append(CultureInfo.InvariantCulture, $"{task.Name},{engine.Engine},{engine.Seed},{part},{on.Count},{on.Positives},");
                    text.Append(string.Join(',', numbers.Select(number => number?.ToString("R", CultureInfo.InvariantCulture)))).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Demographics(ReportDocument report)
    {
        StringBuilder text = new("task,part,fact,value,cases\n");
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (PartFigures part in task.Parts)
            {
                string head = $"{task.Name},{part.Part.ToString().ToLowerInvariant()}";
                text.Append(CultureInfo.InvariantCulture, $"{head},images,,{part.Images}\n{head},cases,,{part.Units}\n{head},patients,,{(part.Patients is { } patients ? patients.ToString(CultureInfo.InvariantCulture) : "unknown")}\n{head},positive,,{part.Positives}\n");
                if (part.MeanAge is { } age)
                    text.Append(CultureInfo.InvariantCulture, $"{head},mean age years,,{age:0.0}\n");
                foreach ((string fact, IReadOnlyDictionary<string, int> values) in part.Facts)
                {
                    foreach ((string value, int count) in values)
                        text.Append(CultureInfo.InvariantCulture, $"{head},{Quoted(fact)},{Quoted(value)},{count}\n");
                }
            }
        }

        return text.ToString();
    }
}
