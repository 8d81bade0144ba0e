using System.Globalization;
using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Onnx;
using MedAgg.Learning.Splits;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments.Train;

/// <summary>One seed of the network. Killed, it goes on from its last epoch to the same bits.</summary>
internal static class NetworkRun
{
    public static void Run(StepContext context, TrainSettings settings, TrainParts inputs, long seed, string splitSha256, CancellationToken cancellationToken)
    {
        if (EngineFiles.AreThere(context.Folder, TrainStep.Network, seed))
            return;
        string folder = EngineFiles.FolderOf(context.Folder, TrainStep.Network, seed);
        string checkpoint = Path.Combine(folder, "run.checkpoint");
        NetworkSpec spec = SpecOf(settings.Network, inputs);
        NetworkOptions network = new() { Images = settings.Batch };
        if (settings.Threads is { } threads)
            network = network with { Threads = threads };
        TrainingOptions options = new()
        {
            Epochs = settings.Epochs,
            Seed = (ulong)seed,
            Patience = settings.Patience,
            BalancesClasses = settings.BalanceClasses,
            Augmentation = settings.Augmentation,
            Optimizer = new() { LearningRate = settings.LearningRate, WeightDecay = settings.WeightDecay },
            Network = network,
        };
        var trained = Trainer.Train(
            spec, options, new SelectedImages(inputs.Images, inputs.Parts.IndicesOf(SplitPart.Training)), new SelectedImages(inputs.Images, inputs.Parts.IndicesOf(SplitPart.Validation)),
            checkpoint, new Curve(context, seed), cancellationToken);
        TrainedModel model = trained.IsDone ? trained.Value : throw new RefusedException(trained.Refusal.Code, $"Step train, seed {seed}: {trained.Refusal.Message}");
        var onnx = OnnxWriter.Write(model, new Dictionary<string, string> { ["seed"] = seed.ToString(CultureInfo.InvariantCulture), ["split"] = splitSha256, ["weights"] = model.WeightsHash });
        if (onnx.IsDone)
            File.WriteAllBytes(Path.Combine(folder, "model.onnx"), onnx.Value);
        File.WriteAllText(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new { spec, options, model.Scale, model.BestEpoch, model.StoppedEarly, model.WeightsHash, model.FinalWeightsHash }));
        File.WriteAllLines(Path.Combine(folder, "epochs.jsonl"), model.History.Select(epoch => JsonSerializer.Serialize(epoch)));
        IReadOnlyList<float[]> logits = model.Predict(inputs.Images, network, cancellationToken);
        EngineFiles.WritePredictions(folder, inputs, index => logits[index]);
        File.Delete(checkpoint);
    }

    private static NetworkSpec SpecOf(NetworkSettings settings, TrainParts inputs)
    {
        int outputs = inputs.Cases.Classes.Count == 2 ? 1 : inputs.Cases.Classes.Count;
        IReadOnlyList<bool> pools = settings.Pools ?? [.. settings.Channels.Select((_, i) => i + 1 < settings.Channels.Count)];
        return settings switch
        {
            { Kind: "plain", Channels.Count: > 0 } when pools.Count == settings.Channels.Count => NetworkSpec.Plain(inputs.Images.Shape, outputs, settings.Channels, pools),
            { Kind: "residual", Channels.Count: > 0, Blocks: > 0 } => NetworkSpec.Residual(inputs.Images.Shape, outputs, settings.Channels, settings.Blocks),
            _ => throw new RefusedException("PIPELINE_SETTING", "Step train: the network is plain, with as many pools as channels, or residual with one block at least."),
        };
    }

    private sealed class Curve(StepContext context, long seed) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) =>
            context.Tell(new(value.Epoch, value.Epochs, new(TrainStep.Network, seed, value.Epoch, value.TrainingLoss, value.ValidationLoss, value.ValidationAuc)));
    }
}
