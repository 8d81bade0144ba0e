using MedAgg.Learning.Layers;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Training;

/// <summary>Trains a network, epoch by epoch, so that a killed run goes on from its checkpoint to the same bits.</summary>
public static class Trainer
{
    /// <summary>Trains until the last epoch, or until patience runs out. Works on the calling thread and as many others as the options say.</summary>
    /// <param name="spec">The network; its last layer gives one logit for two classes, else one per class.</param>
    /// <param name="options">How.</param>
    /// <param name="training">The part to learn from; at least one image.</param>
    /// <param name="validation">The part that chooses the best epoch, or null for the last epoch.</param>
    /// <param name="checkpointPath">Where to write after each epoch and to go on from when it exists; null for neither.</param>
    /// <param name="progress">Told after each epoch, on the training thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops between steps with <see cref="OperationCanceledException"/>; the last checkpoint stays.</param>
    /// <returns>
    /// Refusals <c>TRAINING_OPTIONS</c>, <c>TRAINING_DATA</c>, <c>TRAINING_LOSS_NOT_FINITE</c>, <c>CHECKPOINT_OTHER_RUN</c>, and those of
    /// <see cref="Network.Create"/> and of a damaged checkpoint.
    /// </returns>
    public static Outcome<TrainedModel> Train(
        NetworkSpec spec, TrainingOptions options, IImageSource training, IImageSource? validation,
        string? checkpointPath, IProgress<EpochReport>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        Outcome<Network> built = Network.Create(spec, options.Network with { Seed = options.Seed, Trains = true });
        if (!built.IsDone)
            return built.Refusal;
        using Network network = built.Value;
        int classes = Math.Max(2, network.Outputs);
        if (options.Fault(classes) is { } fault)
            return new Refusal("TRAINING_OPTIONS", fault);
        if (DataFault("training", training, spec, classes) is { } problem)
            return problem;
        if (validation is not null && DataFault("validation", validation, spec, classes) is { } other)
            return other;
        using TrainingRun run = new(network, options, training, validation, RunHash.Of(spec, options, training, validation));
        if (checkpointPath is not null && File.Exists(checkpointPath))
        {
            Outcome<Checkpoint> checkpoint = Checkpoint.Read(checkpointPath);
            if (!checkpoint.IsDone)
                return checkpoint.Refusal;
            if (run.Resume(checkpoint.Value) is { } refusal)
                return refusal;
        }
        else
        {
            run.Start(cancellationToken);
        }
        while (!run.IsFinished)
        {
            if (run.Epoch(cancellationToken) is { } refusal)
                return refusal;
            if (checkpointPath is not null)
                run.Snapshot().Write(checkpointPath);
            progress?.Report(run.History[^1]);
        }
        return run.Result();
    }

    private static Refusal? DataFault(string part, IImageSource images, NetworkSpec spec, int classes)
    {
        if (images.Count == 0)
            return new Refusal("TRAINING_DATA", $"The {part} part is empty.");
        if (images.Shape != spec.Input)
            return new Refusal("TRAINING_DATA", $"Images of the {part} part are {images.Shape}, while the network takes {spec.Input}.");
        for (int i = 0; i < images.Count; i++)
        {
            if (images.Label(i) < 0 || images.Label(i) >= classes)
                return new Refusal("TRAINING_DATA", $"Image {i} of the {part} part has class {images.Label(i)}; the network knows 0 to {classes - 1}.");
        }
        return null;
    }
}
