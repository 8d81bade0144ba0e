using MedAgg.Learning.Layers;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Tests.Layers;

/// <summary>Analytic gradients against differences of the loss, for every layer, odd sizes and tails.</summary>
public sealed class GradientTests
{
    public static TheoryData<string, int, int, int, LayerSpec[]> Networks()
    {
        TheoryData<string, int, int, int, LayerSpec[]> data = [];
        // The convolution in front makes the gradient by its input visible in its own weights.
        ConvolutionSpec front = new(5, 1, 1, HasBias: true);
        LinearSpec head = new(2);
        data.Add("linear on an image", 3, 5, 2, [head]);
        data.Add("linear behind a layer", 3, 2, 2, [front, head]);
        data.Add("3x3", 5, 7, 3, [front, new ConvolutionSpec(6, HasBias: true), head]);
        data.Add("3x3 on one pixel", 1, 1, 2, [front, new ConvolutionSpec(3), head]);
        data.Add("3x3 with channel tails", 4, 3, 1, [new ConvolutionSpec(19), new ConvolutionSpec(35), head]);
        data.Add("3x3 stride 2, odd", 7, 5, 2, [front, new ConvolutionSpec(9, 3, 2), head]);
        data.Add("3x3 stride 2, even", 6, 8, 2, [front, new ConvolutionSpec(9, 3, 2), head]);
        data.Add("1x1 stride 2", 5, 6, 2, [front, new ConvolutionSpec(17, 1, 2), head]);
        data.Add("depthwise", 5, 4, 2, [front, new DepthwiseSpec(), head]);
        data.Add("depthwise stride 2", 7, 6, 2, [new ConvolutionSpec(11, 1), new DepthwiseSpec(2), head]);
        data.Add("batch norm", 3, 5, 2, [front, new BatchNormSpec(), head]);
        data.Add("batch norm, relu", 3, 5, 2, [front, new BatchNormSpec(), new ReluSpec(), head]);
        data.Add("batch norm, relu, pool", 4, 6, 2, [front, new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(), head]);
        data.Add("batch norm, relu, pool, odd", 5, 7, 2, [front, new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(), head]);
        data.Add("relu", 3, 3, 2, [front, new ReluSpec(), head]);
        data.Add("max pool 3", 7, 6, 2, [front, new MaxPoolSpec(3), head]);
        data.Add("average pool", 5, 6, 2, [front, new AveragePoolSpec(), head]);
        data.Add("average pool 3", 7, 6, 2, [front, new AveragePoolSpec(3), head]);
        data.Add("global average", 3, 4, 2, [front, new GlobalAverageSpec(), head]);
        data.Add("dropout", 3, 4, 2, [front, new DropoutSpec(0.4f), head]);
        data.Add("identity residual", 4, 3, 2, [front, new ResidualSpec([new ConvolutionSpec(5), new BatchNormSpec()], []), new ReluSpec(), head]);
        data.Add("projected residual", 5, 4, 2, [front, new ResidualSpec([new ConvolutionSpec(7, 3, 2)], [new ConvolutionSpec(7, 1, 2)]), head]);
        data.Add("residual first", 3, 3, 2, [new ResidualSpec([new ConvolutionSpec(2)], []), head]);
        data.Add("residual in residual", 3, 3, 2, [front, new ResidualSpec([new ResidualSpec([new ConvolutionSpec(5, 1)], []), new ConvolutionSpec(5, 1)], []), head]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradient_equals_the_slope_of_the_loss(string what, int height, int width, int channels, LayerSpec[] layers)
    {
        Assert.NotEmpty(what);
        const int Images = 6; // a chunk and a half
        NetworkSpec spec = new(new TensorShape(height, width, channels), layers);
        using Network network = Network.Create(spec, new NetworkOptions { Images = 8, Threads = 2, Seed = 3 }).Value!;
        float[] start = Started(network);
        float[] state = network.State.ToArray();
        for (int image = 0; image < Images; image++)
            network.SetInput(image, Values(spec.Input.Elements, 100 + (ulong)image));
        float[] direction = Values(Images * network.Outputs, 7);

        network.Load(start, state);
        network.Forward(Images, training: true, seed: 5, step: 2);
        network.Backward(direction);
        float[] gradient = network.Gradients.ToArray();
        double largest = gradient.Max(Math.Abs);
        Assert.True(largest > 0);
        foreach (ParameterSlice slice in network.ParameterSlices)
        {
            for (int probe = 0; probe < Math.Min(12, slice.Length); probe++)
            {
                int place = slice.Offset + HashCounter.Below(slice.Length, 9, (ulong)slice.Offset, (ulong)probe);
                (double slope, double doubt) = Slope(place);
                double gap = Math.Abs(gradient[place] - slope);
                Assert.True(gap <= 1.5e-3 * largest + 0.6 * doubt, $"{slice.Name}[{place - slice.Offset}]: {gradient[place]} against {slope} (largest {largest}, doubt {doubt})");
            }
        }

        // A kink (ReLU, maximum) between the two ends is off by half the difference of the two one-sided slopes.
        (double Slope, double Doubt) Slope(int place)
        {
            const float Step = 1f / 256;
            double middle = LossAt(place, 0);
            double up = LossAt(place, Step);
            double down = LossAt(place, -Step);
            return ((up - down) / (2 * Step), Math.Abs(up - 2 * middle + down) / Step);
        }

        double LossAt(int place, float change)
        {
            float[] moved = (float[])start.Clone();
            moved[place] += change;
            network.Load(moved, state);
            network.Forward(Images, training: true, seed: 5, step: 2);
            double sum = 0;
            for (int image = 0; image < Images; image++)
            {
                float[] logits = network.Logits(image);
                for (int k = 0; k < logits.Length; k++)
                    sum += (double)logits[k] * direction[image * logits.Length + k];
            }
            return sum;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Threads_and_instructions_change_no_bit(string what, int height, int width, int channels, LayerSpec[] layers)
    {
        Assert.NotEmpty(what);
        NetworkSpec spec = new(new TensorShape(height, width, channels), layers);
        List<int[]> found = [];
        foreach (InstructionSet set in InstructionSets.Available)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                using Network network = Network.Create(spec, new NetworkOptions { Images = 9, Threads = threads, InstructionSet = set }).Value!;
                for (int image = 0; image < 9; image++)
                    network.SetInput(image, Values(spec.Input.Elements, 100 + (ulong)image));
                network.Forward(9, training: true, seed: 5, step: 2);
                network.Backward(Values(9 * network.Outputs, 7));
                found.Add([.. network.Gradients.ToArray().Concat(network.State.ToArray()).Concat(network.Logits(8)).Select(BitConverter.SingleToInt32Bits)]);
            }
        }
        Assert.All(found, bits => Assert.Equal(found[0], bits));
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(7, 5)]
    public void Joined_and_separate_layers_agree(int height, int width)
    {
        NetworkSpec spec = new(new TensorShape(height, width, 2),
            [new ConvolutionSpec(11), new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(), new ConvolutionSpec(6), new BatchNormSpec(), new ReluSpec(), new GlobalAverageSpec(), new LinearSpec(1)]);
        using Network joined = Network.Create(spec, new NetworkOptions()).Value!;
        using Network separate = Network.Create(spec, new NetworkOptions { Fuses = false }).Value!;
        float[] direction = Values(10, 7);
        foreach (Network network in new[] { joined, separate })
        {
            for (int image = 0; image < 10; image++)
                network.SetInput(image, Values(spec.Input.Elements, (ulong)image));
            network.Forward(10, training: true);
            network.Backward(direction);
        }
        for (int image = 0; image < 10; image++)
            Assert.Equal(joined.Logits(image), separate.Logits(image));
        double largest = joined.Gradients.ToArray().Max(Math.Abs);
        for (int i = 0; i < joined.ParameterCount; i++)
            Assert.Equal(joined.Gradients[i], separate.Gradients[i], 2e-5 * largest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_norm_hides_the_scale_of_the_weights_in_front(bool pools)
    {
        List<LayerSpec> layers = [new ConvolutionSpec(7), new BatchNormSpec(Epsilon: 1e-9f), new ReluSpec(), new ConvolutionSpec(3, 1), new LinearSpec(1)];
        if (pools)
            layers.Insert(3, new MaxPoolSpec());
        NetworkSpec spec = new(new TensorShape(5, 6, 2), layers);
        using Network network = Network.Create(spec, new NetworkOptions()).Value!;
        for (int image = 0; image < 6; image++)
            network.SetInput(image, Values(spec.Input.Elements, (ulong)image));
        network.Forward(6, training: true);
        network.Backward(Values(6, 7));
        ParameterSlice weights = network.ParameterSlices[0];
        for (int channel = 0; channel < 7; channel++)
        {
            double along = 0;
            double size = 0;
            for (int k = channel; k < weights.Length; k += 7)
            {
                double part = (double)network.Parameters[k] * network.Gradients[k];
                along += part;
                size += Math.Abs(part);
            }
            Assert.True(Math.Abs(along) < 1e-4 * size, $"channel {channel}: {along} of {size}");
        }
    }

    // Batch norm starts at exactly 1 and 0, where a mistake could hide: move everything a little.
    private static float[] Started(Network network)
    {
        float[] start = network.Parameters.ToArray();
        for (int i = 0; i < start.Length; i++)
            start[i] += 0.2f * (float)(HashCounter.Unit(77, (ulong)i) - 0.5);
        return start;
    }

    private static float[] Values(int count, ulong seed) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(HashCounter.Unit(seed, (ulong)i) * 2 - 1))];
}
