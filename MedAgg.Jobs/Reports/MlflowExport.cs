using System.Globalization;
using System.Text.Json;
using MedAgg.Jobs.Experiments;

namespace MedAgg.Jobs.Reports;

/// <summary>
/// The body of MLflow's REST call <c>runs/log-batch</c>, without the run id that the server gives. The file store (<c>mlruns</c>) is deprecated there
/// since February 2026 and is not written.
/// </summary>
internal static class MlflowExport
{
    // Limits of one log-batch call.
    private const int MostMetrics = 1000;
    private const int MostParameters = 100;
    private const int MostValue = 500;

    public static string Write(ReportDocument report)
    {
        List<object> metrics = [];
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (EngineEvaluation engine in task.Engines)
            {
                string name = $"{task.Name}.{engine.Engine}{(engine.Seed is { } seed ? $".seed{seed.ToString(CultureInfo.InvariantCulture)}" : "")}";
                Add($"{name}.test_auc", engine.Test.Auc?.Auc, 0);
                Add($"{name}.test_auc_low", engine.Test.AucBootstrap?.Interval.Low, 0);
                Add($"{name}.test_auc_high", engine.Test.AucBootstrap?.Interval.High, 0);
                Add($"{name}.test_ap", engine.Test.AveragePrecision, 0);
                Add($"{name}.headline_auc", engine.Headline?.Auc, 0);
            }

            Add($"{task.Name}.probe_auc", task.Probe?.Auc, 0);
        }

        foreach (ReportTraining training in report.Trainings)
        {
            foreach (var epoch in training.Epochs)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{training.Task}.cnn.seed{training.Seed}");
                Add($"{name}.training_loss", epoch.TrainingLoss, epoch.Epoch);
                Add($"{name}.validation_auc", epoch.ValidationAuc, epoch.Epoch);
            }
        }

        object body = new Dictionary<string, object>
        {
            ["metrics"] = metrics.Take(MostMetrics),
            ["params"] = report.Settings.Take(MostParameters).Select(line => new { key = line.Key, value = line.Value.Length <= MostValue ? line.Value : line.Value[..MostValue] }),
            ["tags"] = new[]
            {
                new { key = "mlflow.runName", value = report.Title },
                new { key = "dataset", value = $"{report.Dataset.Slug} {report.Dataset.Number.ToString(CultureInfo.InvariantCulture)}" },
                new { key = "split_sha256", value = report.Split.Sha256 },
            },
        };
        return JsonSerializer.Serialize(body, StepStore.Indented);

        void Add(string key, double? value, int step)
        {
            if (value is { } number && double.IsFinite(number))
                metrics.Add(new { key, value = number, timestamp = 0L, step });
        }
    }
}
