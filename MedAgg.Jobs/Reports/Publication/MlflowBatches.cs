using System.Globalization;
using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Content;

namespace MedAgg.Jobs.Reports.Publication;

/// <summary>
/// Bodies of MLflow's REST call <c>runs/log-batch</c>, cut to its limits (REST API, "Log Batch"): 1,000 metrics, 100 parameters, 100 tags and 1,000
/// entities together in one call; keys of 250 characters out of letters, digits and <c>_ - . / space</c>; values of parameters 500 (older servers; newer
/// take 6,000), of tags 5,000.
/// </summary>
internal static class MlflowBatches
{
    public const int MostEntities = 1000;
    public const int MostParameters = 100;
    public const int MostTags = 100;
    public const int MostKey = 250;
    public const int MostValue = 500;
    public const int MostTag = 5000;

    /// <summary>One or more bodies; <c>run_id</c> is added by whoever sends them, since the server gives it.</summary>
    /// <param name="report">The run.</param>
    /// <param name="at">Moment that the points carry.</param>
    public static IReadOnlyList<MlflowBatch> Of(ReportDocument report, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(report);
        Queue<MlflowMetric> metrics = new(Metrics(report, at.ToUnixTimeMilliseconds()));
        Queue<MlflowPair> parameters = new(report.Settings.Select(line => new MlflowPair(Key(line.Key), Cut(line.Value, MostValue))).DistinctBy(pair => pair.Key));
        Queue<MlflowPair> tags = new(Tags(report));
        List<MlflowBatch> batches = [];
        do
        {
            List<MlflowPair> ownTags = Take(tags, MostTags);
            List<MlflowPair> ownParameters = Take(parameters, MostParameters);
            batches.Add(new(Take(metrics, MostEntities - ownTags.Count - ownParameters.Count), ownParameters, ownTags));
        }
        while (metrics.Count + parameters.Count + tags.Count > 0);
        return batches;
    }

    private static List<T> Take<T>(Queue<T> queue, int most)
    {
        List<T> taken = [];
        while (taken.Count < most && queue.TryDequeue(out T? next))
            taken.Add(next);
        return taken;
    }

    private static IEnumerable<MlflowMetric> Metrics(ReportDocument report, long at)
    {
        foreach (TaskEvaluation task in report.Tasks)
        {
            foreach (EngineEvaluation engine in task.Engines)
            {
                string name = Key($"{task.Name}.{engine.Engine}{(engine.Seed is { } seed ? $".seed{seed.ToString(CultureInfo.InvariantCulture)}" : "")}");
                (string Name, double? Value)[] values =
                [
                    ("test_auc", engine.Test.Auc?.Auc), ("test_auc_low", engine.Test.AucBootstrap?.Interval.Low), ("test_auc_high", engine.Test.AucBootstrap?.Interval.High),
                    ("test_average_precision", engine.Test.AveragePrecision), ("test_sensitivity", engine.Test.Confusion?.Sensitivity.Value), ("test_specificity", engine.Test.Confusion?.Specificity.Value),
                    ("test_brier", engine.Test.Before?.Brier), ("test_ece", engine.Test.Before?.ExpectedError), ("validation_auc", engine.Validation.Auc?.Auc), ("headline_auc", engine.Headline?.Auc),
                ];
                foreach ((string metric, double? value) in values)
                {
                    if (value is { } number && double.IsFinite(number))
                        yield return new($"{name}.{metric}", number, at, 0);
                }
            }

            if (task.Probe?.Auc is { } probe)
                yield return new(Key($"{task.Name}.probe.auc"), probe, at, 0);
        }

        foreach (ReportTraining training in report.Trainings)
        {
            string name = Key(string.Create(CultureInfo.InvariantCulture, $"{training.Task}.cnn.seed{training.Seed}"));
            foreach (Learning.Training.EpochReport epoch in training.Epochs)
            {
                foreach ((string metric, double? value) in new[] { ("epoch.training_loss", epoch.TrainingLoss), ("epoch.validation_loss", epoch.ValidationLoss), ("epoch.validation_auc", epoch.ValidationAuc) })
                {
                    if (value is { } number && double.IsFinite(number))
                        yield return new($"{name}.{metric}", number, at, epoch.Epoch);
                }
            }
        }
    }

    private static IEnumerable<MlflowPair> Tags(ReportDocument report) =>
    [
        new("mlflow.runName", Cut(report.Title, MostTag)),
        new("mlflow.note.content", Cut(report.Description, MostTag)),
        new("mlflow.source.name", "MedAgg"),
        new("medagg.dataset", Cut($"{report.Dataset.Slug} {report.Dataset.Number.ToString(CultureInfo.InvariantCulture)}", MostTag)),
        new("medagg.caveats", Cut(string.Join(", ", report.Tasks.SelectMany(task => task.Caveats.Select(caveat => $"{task.Name}: {caveat.Code} ({caveat.Level.ToString().ToLowerInvariant()})"))), MostTag)),
        .. report.Hashes.Select(hash => new MlflowPair(Key("sha256." + hash.Key), hash.Value)).DistinctBy(pair => pair.Key),
    ];

    private static string Key(string name) => Cut(string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ' ? c : '_')), MostKey - 40);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}

/// <summary>One body.</summary>
internal sealed record MlflowBatch(IReadOnlyList<MlflowMetric> Metrics, IReadOnlyList<MlflowPair> Params, IReadOnlyList<MlflowPair> Tags);

/// <summary>One point of a metric.</summary>
/// <param name="Timestamp">Milliseconds since 1970.</param>
internal sealed record MlflowMetric(string Key, double Value, long Timestamp, int Step);

/// <summary>A parameter or a tag.</summary>
internal sealed record MlflowPair(string Key, string Value);
