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
    private const int KernelTries = 60;

    /// <summary>The convolutions of the 64×64 net on four images, a chunk as training works on it, and two of other kinds.</summary>
    private static readonly IReadOnlyList<KernelShape> Shapes =
    [
        new(64, 1, 16, 4), new(32, 16, 32, 4), new(16, 32, 64, 4), new(8, 64, 128, 4), new(8, 128, 128, 4),
        new(32, 32, 64, 4, Window: 3, Stride: 2), new(32, 32, 64, 4, Window: 1),
    ];

    /// <summary>Those of <see cref="Shapes"/> that the share counts: 3×3 behind the first layer, whose nine multiply-adds for each value read measure memory.</summary>
    private static bool Counts(KernelShape shape) => shape is { Window: 3, Stride: 1, Inputs: > 1 };

    public static async Task<TrainFigures> RunAsync(CancellationToken cancellationToken)
    {
        double peak = 0;
        List<KernelSpeed> kernels = [];
        foreach (KernelShape shape in Shapes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            peak = Math.Max(peak, FusedPeak.Measure(InstructionSets.Best, threads: 1, KernelTries));
            kernels.Add(KernelBench.Measure(shape, InstructionSets.Best, KernelTries));
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
        KernelSpeed[] counted = [.. kernels.Where(k => Counts(k.Shape))];
        return new()
        {
            Threads = Threads,
            InstructionSet = InstructionSets.Best.ToString(),
            Nets = figures,
            RatioToPytorch = figures[0].RatioToPytorch,
            Pytorch = version ?? TrainPeer.Absent,
            FmaPeakGflops = peak / 1e9,
            ShareOfFmaPeak = counted.Sum(k => WorkOf(k.Shape)) / counted.Sum(k => WorkOf(k.Shape) / k.Together) / peak,
            Kernels = [.. kernels.Select(k => new KernelFigures(k.Shape.ToString(), k.Forward / peak, k.WeightGradient / peak, k.InputGradient / peak, k.Together / peak))],
        };
    }

    private static double WorkOf(KernelShape shape) => shape.Operations / shape.Images;

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
