using MedAgg.Learning.Layers;

namespace MedAgg.Learning.Training;

/// <summary>A finished run: the weights of its best epoch, and how they came to be.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Parameters">Weights of the best epoch.</param>
/// <param name="State">Running statistics of the best epoch.</param>
/// <param name="Scale">How raw values become input.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="BestEpoch">1 for the first.</param>
/// <param name="StoppedEarly">True when patience ran out before the last epoch.</param>
/// <param name="History">One report per epoch.</param>
/// <param name="WeightsHash">SHA-256 of the best epoch's weights and statistics, lower-case hex.</param>
/// <param name="FinalWeightsHash">The same of the last epoch.</param>
public sealed record TrainedModel(
    NetworkSpec Spec, float[] Parameters, float[] State, PixelScale Scale, ulong Seed,
    int BestEpoch, bool StoppedEarly, IReadOnlyList<EpochReport> History, string WeightsHash, string FinalWeightsHash)
{
    /// <summary>Puts the model into memory for inference.</summary>
    /// <param name="options">Batch size, threads and memory.</param>
    public Network Load(NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Network network = Network.Create(Spec, options with { Trains = false }).Value ?? throw new InvalidOperationException("A network that was trained does not fit the memory limit for inference.");
        network.Load(Parameters, State);
        return network;
    }

    /// <summary>Logits of every image in order; each row has one logit for two classes.</summary>
    public IReadOnlyList<float[]> Predict(IImageSource images, NetworkOptions options, CancellationToken cancellationToken)
    {
        using Network network = Load(options);
        return Inference.Logits(network, images, Scale, cancellationToken);
    }
}
