using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>A run for MLflow's REST API: bodies to send, in order, and how. No <c>mlruns</c> tree: the file store is deprecated there.</summary>
internal static class MlflowExport
{
    private const string Guide =
        """
        # This run for MLflow

        Bodies for the REST API (`/api/2.0/mlflow`), cut to its limits. Send them to a tracking server; `jq` puts the run's id in:

        ```
        server=http://localhost:5000
        curl -fsS "$server/api/2.0/mlflow/experiments/create" -d @experiment-create.json        # once; keep experiment_id
        curl -fsS "$server/api/2.0/mlflow/runs/create" -d "$(jq --arg e EXPERIMENT_ID '.experiment_id=$e' run-create.json)"     # keep run_id
        for body in log-batch-*.json; do
          curl -fsS "$server/api/2.0/mlflow/runs/log-batch" -d "$(jq --arg r RUN_ID '.run_id=$r' "$body")"
        done
        curl -fsS "$server/api/2.0/mlflow/runs/update" -d "$(jq --arg r RUN_ID '.run_id=$r' run-update.json)"
        ```

        There is no `mlruns` folder here: MLflow deprecated its file store in February 2026 and refuses it from 3.13 on unless
        `MLFLOW_ALLOW_FILE_STORE=true`. Models and figures are in the publication pack; log them as artefacts if you want them there.
        The bodies are checked against `mlflow-log-batch.schema.json`; no MLflow server was at hand to try them on.

        """;

    public static async Task WriteAsync(string path, ReportDocument report, DateTimeOffset began, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal)
        {
            ["README.md"] = Guide,
            ["experiment-create.json"] = Json(new { name = report.Title }),
            ["run-create.json"] = Json(new { experiment_id = "", run_name = report.Title, start_time = began.ToUnixTimeMilliseconds() }),
            ["run-update.json"] = Json(new { run_id = "", status = "FINISHED" }),
            ["mlflow-log-batch.schema.json"] = System.Text.Encoding.UTF8.GetString(PublicationPack.Schema("mlflow-log-batch")),
        };
        foreach ((int index, MlflowBatch batch) in MlflowBatches.Of(report, began).Index())
            files[string.Create(CultureInfo.InvariantCulture, $"log-batch-{index + 1:000}.json")] = Json(batch);
        await using FileStream stream = File.Create(path);
        await using ZipArchive zip = new(stream, ZipArchiveMode.Create);
        foreach ((string name, string content) in files)
        {
            ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = began;
            await using StreamWriter target = new(await entry.OpenAsync(cancellationToken));
            await target.WriteAsync(content.AsMemory(), cancellationToken);
        }
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, StepStore.Indented);
}
