using MedAgg.Learning.Layers;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Training;

/// <summary>
/// Everything about a training that is decided before it begins: start values, scale, weights of classes, the order of images and what is done to each
/// of them. An engine of another make that follows it trains the same run but for rounding.
/// </summary>
/// <param name="Parameters">Start values, in the order of the layers.</param>
/// <param name="State">Start of the running statistics, in the order of the layers.</param>
/// <param name="Decays">For each run of parameters its length and whether weight decay pulls it.</param>
/// <param name="Scale">How raw values become input.</param>
/// <param name="ClassWeights">A weight per class, or null for equal ones.</param>
/// <param name="StepsPerEpoch">Batches of an epoch; a rest behind them is left out.</param>
public sealed record TrainingPlan(
    float[] Parameters, float[] State, IReadOnlyList<ParameterSlice> Decays, PixelScale Scale, IReadOnlyList<double>? ClassWeights, long StepsPerEpoch)
{
    /// <summary>Numbers of one image in <see cref="Codes"/>.</summary>
    public const int CodeLength = 7;

    /// <summary>Makes the plan of a run.</summary>
    /// <returns>The refusals of <see cref="Network.Create"/>.</returns>
    public static Outcome<TrainingPlan> Of(NetworkSpec spec, TrainingOptions options, IImageSource training, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        Outcome<Network> built = Network.Create(spec, options.Network with { Images = 1, Seed = options.Seed, Trains = false });
        if (!built.IsDone)
            return built.Refusal;
        using Network network = built.Value;
        IReadOnlyList<double>? weights = options.BalancesClasses ? BalancedWeights(training, Math.Max(2, network.Outputs)) : options.ClassWeights;
        return new TrainingPlan(
            network.Parameters.ToArray(), network.State.ToArray(), network.ParameterSlices, PixelScale.Of(training, cancellationToken), weights,
            StepsOfEpoch(training.Count, options.Network.Images));
    }

    /// <summary>The order of the images in an epoch.</summary>
    /// <param name="count">Images.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">0 for the first.</param>
    public static int[] Order(int count, ulong seed, int epoch) => HashCounter.Shuffle(count, HashCounter.Bits(seed, 0x50F, (ulong)epoch));

    /// <summary>What is done to each image in an epoch, <see cref="CodeLength"/> numbers an image: mirror x, mirror y (0 or 1), shift x, shift y (pixels), turn (degrees), factor, sum.</summary>
    /// <param name="options">Of the run.</param>
    /// <param name="training">The part to learn from.</param>
    /// <param name="epoch">0 for the first.</param>
    public static float[] Codes(TrainingOptions options, IImageSource training, int epoch)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        Augmentation augmentation = new(options.Augmentation, training.Shape, options.Seed);
        float[] codes = new float[training.Count * CodeLength];
        for (int image = 0; image < training.Count; image++)
            augmentation.Code(epoch, image).CopyTo(codes, image * CodeLength);
        return codes;
    }

    // A rest smaller than half a batch joins no step: its batch statistics would be poor. It differs from epoch to epoch.
    internal static long StepsOfEpoch(int count, int batch) => Math.Max(1, count / batch + (count % batch * 2 >= batch ? 1 : 0));

    internal static double[] BalancedWeights(IImageSource images, int classes)
    {
        int[] counts = new int[classes];
        for (int i = 0; i < images.Count; i++)
            counts[images.Label(i)]++;
        int present = counts.Count(c => c > 0);
        return [.. counts.Select(c => c == 0 ? 1 : (double)images.Count / ((double)present * c))];
    }
}
