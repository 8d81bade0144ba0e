using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Baselines;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Onnx;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments;

/// <summary>Fifth step: for each task the network with every seed, and the baseline beside it. What counts are the logits that they leave; every metric is made from those.</summary>
internal sealed class TrainEngines(BuiltInEngine builtIn, WorkerEngine worker) : IPipelineStep
{
    public const string Word = "train";
    public const string File = "predictions.json";
    public const string Network = "cnn";
    public const string Baseline = "baseline";
    private static readonly double[] Penalties = [0.1, 1, 10, 100, 1000];

    public string Name => Word;

    public int CodeVersion => 2;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) =>
        new(new { context.Pipeline.Train, Tasks = context.Pipeline.Structure.Tasks.Select(task => $"{task.Group}/{task.Name}") });

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        CaseSet set = await context.ReadAsync<CaseSet>(StructureCases.Word, StructureCases.File, cancellationToken);
        PreparedSet prepared = await context.ReadAsync<PreparedSet>(PreprocessImages.Word, PreprocessImages.File, cancellationToken);
        SplitResult split = await context.ReadAsync<SplitResult>(SplitCases.Word, SplitCases.File, cancellationToken);
        byte[] arrays = await context.ReadBytesAsync(PreprocessImages.Word, PreprocessImages.Arrays, cancellationToken);
        IReadOnlyList<TaskGroup> groups = TaskGroup.Of(context.Pipeline.Structure.Tasks);
        TrainStep step = context.Pipeline.Train;
        EngineCase[] cases = [.. prepared.Cases.Select(one => set.Images[one.Case]).Select(image => new EngineCase(image.Sha256, PseudonymOf(split, image)))];
        long epochs = (long)groups.Count * step.Seeds.Count * step.Epochs;
        List<EnginePredictions> all = [];
        string maker = "";
        int done = 0;
        foreach (TaskGroup group in groups)
        {
            TrainingSet images = TrainingSet.Of(set, prepared, split, arrays, group);
            all.AddRange(TrainBaselines(images, set, prepared, group, cancellationToken));
            foreach (int seed in step.Seeds)
            {
                int before = done;
                EngineJob job = new(context.Key, group.Name, SpecOf(step, images.All.Shape, group.Outputs), OptionsOf(step, seed), images, cases, context.WorkFolder);
                TrainedNetwork trained = await (step.Engine == EngineKind.Worker ? (INetworkEngine)worker : builtIn).TrainAsync(
                    job,
                    epoch =>
                    {
                        context.Run.AddEpoch(Word, group.Name, seed, epoch);
                        context.Run.Advance(Word, before + epoch.Epoch, epochs);
                    },
                    cancellationToken);
                done += step.Epochs;
                maker = trained.Maker;
                foreach (EpochReport epoch in trained.Model.History)
                    context.Run.AddEpoch(Word, group.Name, seed, epoch);
                await WriteModelAsync(context, trained.Model, split, group, seed, cancellationToken);
                all.AddRange(group.Tasks.Select((task, index) => new EnginePredictions(
                    task.Name, Network, seed, [.. trained.Logits.Select(row => group.LogitOf(index, row))], trained.Model.WeightsHash, trained.Model.History)
                {
                    BestEpoch = trained.Model.BestEpoch,
                    Parameters = trained.Model.Parameters.Length,
                    Maker = trained.Maker,
                }));
            }
        }

        await context.WriteAsync(File, new PredictionSet(all), cancellationToken);
        await context.WriteTextAsync("predictions.csv", PredictionTable.Write(set, prepared, split, all, context.Pipeline.Structure.Tasks), cancellationToken);
        string elsewhere = step.Engine == EngineKind.Worker ? $" by {maker}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{step.Seeds.Count} trainings of {all.Max(one => one.Parameters)} parameters{elsewhere} and a baseline for {groups.Count} task(s)");
    }

    // Each class against the rest: the baseline has one answer.
    private static IEnumerable<EnginePredictions> TrainBaselines(TrainingSet images, CaseSet set, PreparedSet prepared, TaskGroup group, CancellationToken cancellationToken)
    {
        IReadOnlyList<double[]> rows = ImageFeatures.OfAll(images.All, 255, cancellationToken);
        foreach (TaskStep task in group.Tasks)
        {
            bool[] positive = [.. prepared.Cases.Select(one => set.Images[one.Case].Labels.GetValueOrDefault(task.Name))];
            Outcome<LogisticRegression> fitted = LogisticRegression.FitBest(
                [.. images.Training.Select(i => rows[i])], [.. images.Training.Select(i => positive[i])],
                [.. images.Validation.Select(i => rows[i])], [.. images.Validation.Select(i => positive[i])],
                Penalties, cancellationToken);
            if (!fitted.IsDone)
                throw Refused(fitted.Refusal, task.Name);
            yield return new(task.Name, Baseline, null, [.. rows.Select(fitted.Value.Logit)], null, null);
        }
    }

    private static TrainingOptions OptionsOf(TrainStep step, int seed) => new()
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
        Network = new() { Images = step.Batch },
    };

    private static NetworkSpec SpecOf(TrainStep step, TensorShape input, int outputs)
    {
        if (step.IsResidual)
            return NetworkSpec.Residual(input, outputs, step.Channels, 1);
        NetworkSpec plain = NetworkSpec.Plain(input, outputs, step.Channels, [.. step.Channels.Select((_, block) => block < step.Pools)]);
        return step.Dropout > 0 ? plain with { Layers = [.. plain.Layers.SkipLast(1), new DropoutSpec((float)step.Dropout), plain.Layers[^1]] } : plain;
    }

    private static async Task WriteModelAsync(StepContext context, TrainedModel model, SplitResult split, TaskGroup group, int seed, CancellationToken cancellationToken)
    {
        Dictionary<string, string> about = new()
        {
            ["task"] = group.Name,
            ["classes"] = group.HasClasses ? string.Join(", ", group.Tasks.Select(task => task.PositiveName)) : $"{group.Tasks[0].NegativeName}, {group.Tasks[0].PositiveName}",
            ["positive"] = group.HasClasses ? "one output a class" : group.Tasks[0].PositiveName,
            ["negative"] = group.HasClasses ? "one output a class" : group.Tasks[0].NegativeName,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["split_sha256"] = split.Sha256,
            ["weights_sha256"] = model.WeightsHash,
            ["use"] = "research only, not a medical device",
        };
        Outcome<byte[]> file = OnnxWriter.Write(model, about);
        if (!file.IsDone)
            throw Refused(file.Refusal, group.Name);
        await context.WriteBytesAsync(string.Create(CultureInfo.InvariantCulture, $"{group.Name}-{seed}.onnx"), file.Value, cancellationToken);
    }

    private static string PseudonymOf(SplitResult split, CaseImage image) =>
        "P-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{split.Sha256}|patient|{image.Patient ?? image.Unit}")))[..12];

    private static RefusedException Refused(Learning.Refusals.Refusal refusal, string task) => new(refusal.Code, $"Task {task}: {refusal.Message}");
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

    /// <summary>What trained the network, in words; null for the baseline.</summary>
    public string? Maker { get; init; }
}
