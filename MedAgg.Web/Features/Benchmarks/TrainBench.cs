using System.Diagnostics;
using MedAgg.Learning.Speed;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Measures epochs of the reference nets on two threads beside PyTorch, and the kernels beside the machine's peak.</summary>
internal static class TrainBench
{
    private const int Threads = 2;
    private const int Epochs = 4;
    private const int KernelRounds = 60;

    /// <summary>All convolutions of the 64×64 net on four images, a chunk as training works on it.</summary>
    private static readonly IReadOnlyList<KernelShape> Counted =
    [
        new(64, 1, 16, 4, IsFirst: true), new(32, 16, 32, 4), new(16, 32, 64, 4), new(8, 64, 128, 4), new(8, 128, 128, 4),
    ];

    /// <summary>Convolutions of other kinds, and of 16 channels, where each multiply-add loads a value of its own: shown beside, in no share.</summary>
    private static readonly IReadOnlyList<KernelShape> Others =
    [
        new(64, 16, 16, 4), new(32, 32, 64, 4, Window: 3, Stride: 2), new(32, 32, 64, 4, Window: 1),
    ];

    public static async Task<TrainFigures> RunAsync(CancellationToken cancellationToken)
    {
        List<KernelSpeed> kernels = [];
        foreach (KernelShape shape in Counted.Concat(Others))
        {
            cancellationToken.ThrowIfCancellationRequested();
            kernels.Add(KernelBench.Measure(shape, InstructionSets.Best, KernelRounds));
        }

        // Before and after the peers: what slows the machine for a while shall not slow one side alone.
        double[] ours = OurEpochs(cancellationToken);
        double?[] theirs = new double?[TrainNet.All.Count];
        string?[] settings = new string?[TrainNet.All.Count];
        string? version = null;
        foreach ((string name, bool channelsLast, string waiting) in TrainPeer.Settings)
        {
            if (await TrainPeer.RunAsync(channelsLast, waiting, Threads, cancellationToken) is not { Nets: { } nets } answer)
                break;
            version = answer.Version;
            for (int i = 0; i < nets.Count; i++)
            {
                if (theirs[i] is { } best && best <= nets[i].Seconds)
                    continue;
                (theirs[i], settings[i]) = (nets[i].Seconds, name);
            }
        }

        if (version is not null)
            ours = [.. ours.Zip(OurEpochs(cancellationToken), Math.Min)];
        NetFigures[] figures = [.. TrainNet.All.Select((net, i) => new NetFigures(
            net.Name, ParametersOf(net), net.Size, net.Images, ours[i], net.Images / ours[i], theirs[i], settings[i], ours[i] / theirs[i]))];
        return new()
        {
            Threads = Threads,
            InstructionSet = InstructionSets.Best.ToString(),
            Nets = figures,
            RatioToPytorch = figures[0].RatioToPytorch,
            Pytorch = version ?? TrainPeer.Absent,
            FmaPeakGflops = kernels.Max(k => k.Peak) / 1e9,
            ShareOfFmaPeak = KernelSpeed.ShareOf([.. kernels.Take(Counted.Count)]),
            ShareCounts = $"all {Counted.Count} convolutions of the {TrainNet.All[0].Name} net, the first layer too, forward and both gradients by their work; one core, median of {KernelRounds} rounds that alternate with the peak",
            Kernels = [.. kernels.Select((k, i) => new KernelFigures(k.Shape.ToString(), i < Counted.Count, k.Forward, k.WeightGradient, k.InputGradient, k.Together))],
        };
    }

    private static double[] OurEpochs(CancellationToken cancellationToken) => [.. TrainNet.All.Select(net => OurEpoch(net, cancellationToken))];

    private static double OurEpoch(TrainNet net, CancellationToken cancellationToken)
    {
        byte[] pixels = new byte[net.Images * net.Size * net.Size];
        new Random(1).NextBytes(pixels);
        ByteImages images = ByteImages.Of(new TensorShape(net.Size, net.Size, 1), pixels, [.. Enumerable.Range(0, net.Images).Select(i => i % 2)]).Value!;
        EpochClock clock = new();
        TrainingOptions options = new() { Epochs = Epochs, Network = new() { Images = 32, Threads = Threads } };
        if (Trainer.Train(net.Spec, options, images, validation: null, checkpointPath: null, clock, cancellationToken) is { IsDone: false } outcome)
            throw new InvalidOperationException(outcome.Refusal.ToString());
        return clock.Best;
    }

    private static int ParametersOf(TrainNet net)
    {
        using Learning.Layers.Network network = Learning.Layers.Network.Create(net.Spec, new() { Images = 1, Trains = false, Threads = 1 }).Value!;
        return network.ParameterCount;
    }

    /// <summary>Times epochs behind the first one.</summary>
    private sealed class EpochClock : IProgress<EpochReport>
    {
        private long _began;

        public double Best { get; private set; } = double.PositiveInfinity;

        public void Report(EpochReport value)
        {
            if (value.Epoch > 1)
                Best = Math.Min(Best, Stopwatch.GetElapsedTime(_began).TotalSeconds);
            _began = Stopwatch.GetTimestamp();
        }
    }
}
