using System.Globalization;
using System.Text;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Baselines;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Onnx;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Experiments;

/// <summary>Fifth step: for each task the network with every seed, and the baseline beside it. What counts are the logits that they leave; every metric is made from those.</summary>
internal sealed class TrainEngines(IOptions<ExperimentOptions> options) : IPipelineStep
{
    public const string Word = "train";
    public const string File = "predictions.json";
    public const string Network = "cnn";
    public const string Baseline = "baseline";
    private static readonly double[] Penalties = [0.1, 1, 10, 100, 1000];

    public string Name => Word;

    public int CodeVersion => 1;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) =>
        new(new { context.Pipeline.Train, Tasks = context.Pipeline.Structure.Tasks.Select(task => task.Name) });

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        CaseSet set = await context.ReadAsync<CaseSet>(StructureCases.Word, StructureCases.File, cancellationToken);
        PreparedSet prepared = await context.ReadAsync<PreparedSet>(PreprocessImages.Word, PreprocessImages.File, cancellationToken);
        SplitResult split = await context.ReadAsync<SplitResult>(SplitCases.Word, SplitCases.File, cancellationToken);
        byte[] arrays = await context.ReadBytesAsync(PreprocessImages.Word, PreprocessImages.Arrays, cancellationToken);
        IReadOnlyList<TaskStep> tasks = context.Pipeline.Structure.Tasks;
        long epochs = (long)tasks.Count * context.Pipeline.Train.Seeds.Count * context.Pipeline.Train.Epochs;
        List<EnginePredictions> all = [];
        int done = 0;
        foreach (TaskStep task in tasks)
        {
            TrainingSet images = TrainingSet.Of(set, prepared, split, arrays, task);
            all.Add(new(task.Name, Baseline, null, TrainBaseline(images, task, cancellationToken), null, null));
            foreach (int seed in context.Pipeline.Train.Seeds)
            {
                int before = done;
                TrainedModel model = await TrainAsync(context, images, task, seed, epoch => context.Run.Advance(Word, before + epoch, epochs), cancellationToken);
                done += context.Pipeline.Train.Epochs;
                await WriteModelAsync(context, model, split, task, seed, cancellationToken);
                double[] logits = [.. model.Predict(images.All, new() { Threads = options.Value.TrainingThreads }, cancellationToken).Select(row => (double)row[0])];
                all.Add(new(task.Name, Network, seed, logits, model.WeightsHash, model.History) { BestEpoch = model.BestEpoch, Parameters = model.Parameters.Length });
            }
        }

        await context.WriteAsync(File, new PredictionSet(all), cancellationToken);
        await context.WriteTextAsync("predictions.csv", Table(set, prepared, split, all, tasks), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{context.Pipeline.Train.Seeds.Count} trainings of {all.Max(one => one.Parameters)} parameters and a baseline for {tasks.Count} task(s)");
    }

    private static double[] TrainBaseline(TrainingSet images, TaskStep task, CancellationToken cancellationToken)
    {
        IReadOnlyList<double[]> rows = ImageFeatures.OfAll(images.All, 255, cancellationToken);
        Outcome<LogisticRegression> fitted = LogisticRegression.FitBest(
            [.. images.Training.Select(i => rows[i])], [.. images.Training.Select(i => images.All.Label(i) == 1)],
            [.. images.Validation.Select(i => rows[i])], [.. images.Validation.Select(i => images.All.Label(i) == 1)],
            Penalties, cancellationToken);
        return fitted.IsDone ? [.. rows.Select(fitted.Value.Logit)] : throw Refused(fitted.Refusal, task);
    }

    private async Task<TrainedModel> TrainAsync(StepContext context, TrainingSet images, TaskStep task, int seed, Action<int> told, CancellationToken cancellationToken)
    {
        TrainStep step = context.Pipeline.Train;
        NetworkSpec spec = SpecOf(step, images.All.Shape);
        TrainingOptions wanted = new()
        {
            Epochs = step.Epochs,
            Seed = (ulong)seed,
            Patience = step.Patience,
            BalancesClasses = step.BalancesClasses,
            Optimizer = new() { LearningRate = (float)step.LearningRate, WeightDecay = (float)step.WeightDecay },
            Augmentation = new()
            {
                FlipsHorizontally = step.FlipsHorizontally,
                ShiftPixels = step.ShiftPixels,
                RotateDegrees = (float)step.RotateDegrees,
                Contrast = (float)step.Contrast,
                Brightness = (float)step.Brightness,
            },
            Network = new() { Images = step.Batch, Threads = options.Value.TrainingThreads },
        };
        string checkpoint = Path.Combine(context.WorkFolder, string.Create(CultureInfo.InvariantCulture, $"{task.Name}-{seed}.checkpoint"));
        EpochTeller progress = new(epoch =>
        {
            context.Run.AddEpoch(Word, task.Name, seed, epoch);
            told(epoch.Epoch);
        });
        // Training computes for minutes: it must not hold a thread that others wait for.
        Outcome<TrainedModel> trained = await Task.Factory.StartNew(
            () => Trainer.Train(spec, wanted, images.TrainingImages(), images.ValidationImages(), checkpoint, progress, cancellationToken),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!trained.IsDone)
            throw Refused(trained.Refusal, task);
        foreach (EpochReport epoch in trained.Value.History)
            context.Run.AddEpoch(Word, task.Name, seed, epoch);
        return trained.Value;
    }

    private static NetworkSpec SpecOf(TrainStep step, TensorShape input)
    {
        if (step.IsResidual)
            return NetworkSpec.Residual(input, 1, step.Channels, 1);
        NetworkSpec plain = NetworkSpec.Plain(input, 1, step.Channels, [.. step.Channels.Select((_, block) => block < step.Pools)]);
        return step.Dropout > 0 ? plain with { Layers = [.. plain.Layers.SkipLast(1), new DropoutSpec((float)step.Dropout), plain.Layers[^1]] } : plain;
    }

    private static async Task WriteModelAsync(StepContext context, TrainedModel model, SplitResult split, TaskStep task, int seed, CancellationToken cancellationToken)
    {
        Dictionary<string, string> about = new()
        {
            ["task"] = task.Name,
            ["positive"] = task.PositiveName,
            ["negative"] = task.NegativeName,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["split_sha256"] = split.Sha256,
            ["weights_sha256"] = model.WeightsHash,
            ["use"] = "research only, not a medical device",
        };
        Outcome<byte[]> file = OnnxWriter.Write(model, about);
        if (!file.IsDone)
            throw Refused(file.Refusal, task);
        await context.WriteBytesAsync(string.Create(CultureInfo.InvariantCulture, $"{task.Name}-{seed}.onnx"), file.Value, cancellationToken);
    }

    private static string Table(CaseSet set, PreparedSet prepared, SplitResult split, List<EnginePredictions> all, IReadOnlyList<TaskStep> tasks)
    {
        StringBuilder text = new("image_sha256,part");
        foreach (TaskStep task in tasks)
            text.Append(CultureInfo.InvariantCulture, $",label_{task.Name}");
        foreach (EnginePredictions engine in all)
            text.Append(CultureInfo.InvariantCulture, $",logit_{engine.Task}_{engine.Engine}{(engine.Seed is { } seed ? $"_{seed}" : "")}");
        text.Append('\n');
        for (int i = 0; i < prepared.Cases.Count; i++)
        {
            CaseImage image = set.Images[prepared.Cases[i].Case];
            text.Append(image.Sha256).Append(',').Append(split.Parts[i].ToString().ToLowerInvariant());
            foreach (TaskStep task in tasks)
                text.Append(',').Append(image.Labels.TryGetValue(task.Name, out bool label) ? label ? "1" : "0" : "");
            foreach (EnginePredictions engine in all)
                text.Append(',').Append(engine.Logits[i].ToString("R", CultureInfo.InvariantCulture));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static RefusedException Refused(Learning.Refusals.Refusal refusal, TaskStep task) => new(refusal.Code, $"Task {task.Name}: {refusal.Message}");

    private sealed class EpochTeller(Action<EpochReport> told) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => told(value);
    }
}

/// <summary>Logits of every engine on every array.</summary>
public sealed record PredictionSet(IReadOnlyList<EnginePredictions> Engines);

/// <summary>Logits of one engine for one task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Engine">Word of the engine.</param>
/// <param name="Seed">Seed of the training; null where nothing is random.</param>
/// <param name="Logits">One per array, in the order of the arrays, of cases that the task does not know as well.</param>
/// <param name="WeightsSha256">Hash of the weights; null for the baseline.</param>
/// <param name="History">Its epochs; null for the baseline.</param>
public sealed record EnginePredictions(string Task, string Engine, int? Seed, IReadOnlyList<double> Logits, string? WeightsSha256, IReadOnlyList<EpochReport>? History)
{
    public int BestEpoch { get; init; }

    public int Parameters { get; init; }
}
