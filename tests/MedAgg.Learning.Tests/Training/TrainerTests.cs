using MedAgg.Learning.Layers;
using MedAgg.Learning.Metrics;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly TensorShape Shape = new(TinyImages.Side, TinyImages.Side, 1);
    private static readonly NetworkSpec Plain = NetworkSpec.Plain(Shape, 1, [8, 16], [true, true]);
    private readonly string _folder = Directory.CreateTempSubdirectory("medagg-learning").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(OptimizerKind.AdamW, 0.01f)]
    [InlineData(OptimizerKind.Sgd, 0.05f)]
    public void Separable_images_are_learnt(OptimizerKind kind, float rate)
    {
        TrainedModel model = Train(Plain, Options(8) with { Optimizer = new OptimizerOptions { Kind = kind, LearningRate = rate } });
        ByteImages test = TinyImages.Blobs(80, 99);
        IReadOnlyList<float[]> logits = model.Predict(test, new NetworkOptions { Images = 7 }, TestContext.Current.CancellationToken);
        Predictions predictions = Predictions.Of([.. logits.Select(l => (double)l[0])], [.. Enumerable.Range(0, 80).Select(i => test.Label(i) == 1)]).Value!;
        Assert.Equal(1, RocAuc.Of(predictions));
        Assert.Equal(1, model.History[model.BestEpoch - 1].ValidationAuc);
        Assert.True(model.History[^1].TrainingLoss < model.History[0].TrainingLoss / 3);
    }

    [Fact]
    public void Three_classes_and_residual_blocks_are_learnt()
    {
        NetworkSpec spec = NetworkSpec.Residual(Shape, 3, [8, 16], 1);
        TrainedModel model = Trainer.Train(
            spec, Options(10), TinyImages.Blobs(150, 1, 3), TinyImages.Blobs(60, 2, 3), null, null, TestContext.Current.CancellationToken).Value!;
        Assert.True(model.History[model.BestEpoch - 1].ValidationAuc > 0.99);
    }

    [Fact]
    public void Threads_and_instructions_change_no_bit_of_the_weights()
    {
        NetworkSpec spec = new(Shape,
        [
            new ConvolutionSpec(8), new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(),
            new ResidualSpec([new ConvolutionSpec(24, 3, 2), new BatchNormSpec()], [new ConvolutionSpec(24, 1, 2), new BatchNormSpec()]), new ReluSpec(),
            new DepthwiseSpec(), new BatchNormSpec(), new ReluSpec(), new GlobalAverageSpec(), new DropoutSpec(0.2f), new LinearSpec(1),
        ]);
        TrainingOptions options = Options(2) with
        {
            Augmentation = new AugmentationOptions { FlipsHorizontally = true, FlipsVertically = true, ShiftPixels = 1, RotateDegrees = 15, Contrast = 0.1f, Brightness = 0.1f },
        };
        List<string> hashes = [];
        foreach (InstructionSet set in InstructionSets.Available)
        {
            foreach (int threads in new[] { 1, 2, 3 })
                hashes.Add(Train(spec, options with { Network = options.Network with { Threads = threads, InstructionSet = set } }).FinalWeightsHash);
        }
        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Train(spec, options with { Seed = 2 }).FinalWeightsHash);
    }

    [Fact]
    public void The_weights_of_a_known_run_are_known()
    {
        // One number for every machine with IEEE arithmetic. Should it change on purpose, stored experiments can no longer be repeated.
        NetworkSpec spec = NetworkSpec.Residual(Shape, 1, [8, 16], 1);
        TrainingOptions options = Options(2) with { Augmentation = new AugmentationOptions { FlipsHorizontally = true, RotateDegrees = 10, Contrast = 0.1f } };
        Assert.Equal("7c93f39d210a1f75d52963331bea4082", Train(spec, options).FinalWeightsHash[..32]);
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Sgd)]
    public void A_run_that_was_cancelled_goes_on_to_the_same_bits(OptimizerKind kind)
    {
        TrainingOptions options = Options(5) with { Optimizer = new OptimizerOptions { Kind = kind }, Augmentation = new AugmentationOptions { ShiftPixels = 1 } };
        TrainedModel whole = Train(Plain, options);
        string path = Path.Combine(_folder, "run.ckpt");
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            Plain, options, TinyImages.Blobs(90, 1), TinyImages.Blobs(40, 2), path, new Listener(r => Cancel(r, stop)), stop.Token));
        // Another number of threads goes on: it is the same run.
        List<EpochReport> told = [];
        TrainedModel resumed = Trainer.Train(
            Plain, options with { Network = options.Network with { Threads = 1 } }, TinyImages.Blobs(90, 1), TinyImages.Blobs(40, 2), path,
            new Listener(told.Add), TestContext.Current.CancellationToken).Value!;
        Assert.Equal([4, 5], told.Select(t => t.Epoch));
        Assert.Equal(whole.FinalWeightsHash, resumed.FinalWeightsHash);
        Assert.Equal(whole.WeightsHash, resumed.WeightsHash);
        Assert.Equal(whole.History, resumed.History);
        Assert.Equal(whole.Scale, resumed.Scale);

        static void Cancel(EpochReport report, CancellationTokenSource stop)
        {
            if (report.Epoch == 3)
                stop.Cancel();
        }
    }

    [Fact]
    public void A_finished_run_comes_back_from_its_checkpoint()
    {
        string path = Path.Combine(_folder, "done.ckpt");
        TrainedModel first = Train(Plain, Options(2), path);
        TrainedModel again = Train(Plain, Options(2), path);
        Assert.Equal(first.WeightsHash, again.WeightsHash);
        Assert.Equal(first.History, again.History);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        string path = Path.Combine(_folder, "other.ckpt");
        Train(Plain, Options(1), path);
        Assert.Equal("CHECKPOINT_OTHER_RUN", Try(Options(1) with { Seed = 9 }, path).Code);
        Assert.Equal("CHECKPOINT_OTHER_RUN", Try(Options(2), path).Code);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_wherever_it_is_damaged()
    {
        string path = Path.Combine(_folder, "broken.ckpt");
        Train(Plain, Options(1), path);
        byte[] good = File.ReadAllBytes(path);
        for (int probe = 0; probe < 40; probe++)
        {
            byte[] bad = (byte[])good.Clone();
            bad[HashCounter.Below(bad.Length, 1, (ulong)probe)] ^= 1;
            File.WriteAllBytes(path, bad);
            Assert.StartsWith("CHECKPOINT_", Try(Options(1), path).Code, StringComparison.Ordinal);
            File.WriteAllBytes(path, good[..HashCounter.Below(good.Length, 2, (ulong)probe)]);
            Assert.StartsWith("CHECKPOINT_", Try(Options(1), path).Code, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Patience_stops_early_and_the_best_epoch_is_kept()
    {
        // Labels without meaning: validation loss soon rises.
        ByteImages noise = Noise(60, 5);
        TrainingOptions options = Options(60) with { Patience = 3, Selection = SelectionMetric.Loss };
        TrainedModel model = Trainer.Train(Plain, options, noise, Noise(40, 6), null, null, TestContext.Current.CancellationToken).Value!;
        Assert.True(model.StoppedEarly);
        Assert.Equal(model.BestEpoch + 3, model.History.Count);
        Assert.Equal(model.History.Min(h => h.ValidationLoss), model.History[model.BestEpoch - 1].ValidationLoss);
        Assert.NotEqual(model.WeightsHash, model.FinalWeightsHash);
        using Network best = model.Load(new NetworkOptions());
        Assert.Equal(model.WeightsHash, best.WeightsHash());
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run()
    {
        Outcome<TrainedModel> outcome = Trainer.Train(
            Plain, Options(3), new BrokenImages(), null, null, null, TestContext.Current.CancellationToken);
        Assert.Equal("TRAINING_LOSS_NOT_FINITE", outcome.Refusal!.Code);
        Assert.Contains("epoch 1", outcome.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_data_and_options_are_refused()
    {
        Assert.Equal("TRAINING_OPTIONS", Try(Options(0)).Code);
        Assert.Equal("TRAINING_OPTIONS", Try(Options(1) with { ClassWeights = [1] }).Code);
        Assert.Equal("TRAINING_OPTIONS", Try(Options(1) with { ClassWeights = [1, 1], BalancesClasses = true }).Code);
        Assert.Equal("TRAINING_OPTIONS", Try(Options(1) with { Optimizer = new OptimizerOptions { LearningRate = float.NaN } }).Code);
        Assert.Equal("TRAINING_OPTIONS", Try(Options(1) with { Augmentation = new AugmentationOptions { RotateDegrees = -1 } }).Code);
        ByteImages three = TinyImages.Blobs(9, 1, 3);
        Assert.Equal("TRAINING_DATA", Trainer.Train(Plain, Options(1), three, null, null, null, default).Refusal!.Code);
        Assert.Equal("TRAINING_DATA", Trainer.Train(Plain, Options(1), new SelectedImages(three, []), null, null, null, default).Refusal!.Code);
        ByteImages small = ByteImages.Of(new TensorShape(2, 2, 1), new byte[4], [1]).Value!;
        Assert.Equal("TRAINING_DATA", Trainer.Train(Plain, Options(1), small, null, null, null, default).Refusal!.Code);
        Assert.Equal("IMAGES_SIZE", ByteImages.Of(Shape, new byte[5], [1]).Refusal!.Code);
        Assert.Equal("IMAGES_LABEL", ByteImages.Of(new TensorShape(1, 1, 1), new byte[1], [-1]).Refusal!.Code);
    }

    [Fact]
    public void Rates_warm_up_and_fall_in_lines()
    {
        OptimizerOptions options = new() { LearningRate = 1, WarmUp = 0.2f, FinalShare = 0.1f };
        float[] rates = [.. Enumerable.Range(0, 10).Select(s => options.RateAt(s, 10))];
        Assert.Equal(1f / 3, rates[0], 1e-6f);
        Assert.Equal(2f / 3, rates[1], 1e-6f);
        Assert.Equal(1, rates[2]);
        Assert.Equal(0.1f, rates[9], 1e-6f);
        Assert.Equal(rates[3] - rates[4], rates[7] - rates[8], 1e-6f);
        Assert.Equal(1, options.RateAt(0, 1)); // a single step needs no warm-up
    }

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs,
        Optimizer = new OptimizerOptions { LearningRate = 0.01f },
        Network = new NetworkOptions { Images = 16, Threads = 2 },
    };

    private static ByteImages Noise(int count, ulong seed)
    {
        byte[] pixels = new byte[count * Shape.Elements];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)HashCounter.Bits(seed, (ulong)i);
        return ByteImages.Of(Shape, pixels, [.. Enumerable.Range(0, count).Select(i => HashCounter.Below(2, seed, 99, (ulong)i))]).Value!;
    }

    private static TrainedModel Train(NetworkSpec spec, TrainingOptions options, string? checkpoint = null) =>
        Trainer.Train(spec, options, TinyImages.Blobs(90, 1), TinyImages.Blobs(40, 2), checkpoint, null, TestContext.Current.CancellationToken).Value!;

    private static Refusal Try(TrainingOptions options, string? checkpoint = null) =>
        Trainer.Train(Plain, options, TinyImages.Blobs(90, 1), TinyImages.Blobs(40, 2), checkpoint, null, TestContext.Current.CancellationToken).Refusal!;

    private sealed class Listener(Action<EpochReport> heard) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => heard(value);
    }

    private sealed class BrokenImages : IImageSource
    {
        public TensorShape Shape => TrainerTests.Shape;

        public int Count => 20;

        public int Label(int index) => index % 2;

        public void Read(int index, Span<float> values)
        {
            values.Fill(index);
            values[3] = index == 7 ? float.NaN : 1;
        }
    }
}
