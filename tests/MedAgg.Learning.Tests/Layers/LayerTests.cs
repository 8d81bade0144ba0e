using System.Text.Json;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Tests.Layers;

public sealed class LayerTests
{
    [Fact]
    public void Batch_norm_in_training_gives_mean_zero_and_variance_one()
    {
        using Network network = Build(new TensorShape(3, 5, 2), 7, new BatchNormSpec());
        for (int image = 0; image < 7; image++)
            network.SetInput(image, [.. Enumerable.Range(0, 30).Select(i => (float)Math.Sin(i * 1.7 + image) * 3 + 10)]);
        network.Forward(7, training: true);
        double[] first = [.. Enumerable.Range(0, 7).SelectMany(network.Logits).Where((_, i) => i % 2 == 0).Select(v => (double)v)];
        Assert.Equal(0, first.Average(), 1e-4);
        Assert.Equal(1, first.Average(v => v * v), 1e-3);
    }

    [Fact]
    public void Running_statistics_are_the_unbiased_ones_with_momentum()
    {
        using Network network = Build(new TensorShape(1, 2, 1), 2, new BatchNormSpec(0.5f));
        network.SetInput(0, [1, 2]);
        network.SetInput(1, [3, 6]);
        network.Forward(2, training: true);
        Assert.Equal(1.5f, network.State[0]); // half of mean 3
        Assert.Equal(0.5f + 0.5f * 14 / 3, network.State[1], 1e-6f); // squared distances 4 + 1 + 0 + 9 over 3
        network.Forward(2);
        Assert.Equal((1 - 1.5f) / MathF.Sqrt(network.State[1] + 1e-5f), network.Logits(0)[0], 1e-6f);
    }

    [Fact]
    public void Pools_take_the_largest_or_the_mean_and_drop_the_rest()
    {
        float[] image = [1, 5, 9, 2, -3, 9, 7, 7, 7]; // 3×3: the last row and column are a rest
        Assert.Equal([5f], Run(new TensorShape(3, 3, 1), image, new MaxPoolSpec()));
        Assert.Equal([1.25f], Run(new TensorShape(3, 3, 1), image, new AveragePoolSpec()));
        Assert.Equal([9f], Run(new TensorShape(3, 3, 1), image, new MaxPoolSpec(3)));
        Assert.Equal([44f / 9], Run(new TensorShape(3, 3, 1), image, new GlobalAverageSpec()));
        Assert.Equal([-1f], Run(new TensorShape(2, 2, 1), [-1, -2, -3, -4], new MaxPoolSpec()));
        Assert.Equal([0f, 2f], Run(new TensorShape(1, 2, 1), [-1, 2], new ReluSpec()));
    }

    [Fact]
    public void What_is_no_number_stays_visible() =>
        Assert.True(float.IsNaN(Run(new TensorShape(2, 2, 1), [1, float.NaN, 2, 3], new ReluSpec(), new MaxPoolSpec())[0]));

    [Fact]
    public void Dropout_scales_what_stays_and_rests_outside_training()
    {
        using Network network = Build(new TensorShape(20, 20, 4), 4, new DropoutSpec(0.25f));
        network.SetInput(0, [.. Enumerable.Repeat(3f, 1600)]);
        network.Forward(1, training: true, seed: 1, step: 1);
        float[] first = network.Logits(0);
        Assert.All(first, v => Assert.True(v is 0 or 4));
        Assert.InRange(first.Count(v => v == 0), 340, 460);
        network.Forward(1, training: true, seed: 1, step: 2);
        Assert.NotEqual(first, network.Logits(0));
        network.Forward(1, training: true, seed: 1, step: 1);
        Assert.Equal(first, network.Logits(0));
        network.Forward(1);
        Assert.All(network.Logits(0), v => Assert.Equal(3, v));
    }

    [Fact]
    public void A_batch_smaller_than_the_memory_is_its_own_batch()
    {
        NetworkSpec spec = NetworkSpec.Plain(new TensorShape(6, 6, 1), 1, [8], [true]);
        using Network large = Network.Create(spec, new NetworkOptions { Images = 16 }).Value!;
        using Network small = Network.Create(spec, new NetworkOptions { Images = 3 }).Value!;
        foreach (Network network in new[] { large, small })
        {
            for (int image = 0; image < network.Options.Images; image++)
                network.SetInput(image, [.. Enumerable.Range(0, 36).Select(i => MathF.Sqrt(i + image))]);
            network.Forward(3, training: true);
            network.Backward([0.5f, -1, 0.25f]);
        }
        Assert.Equal(small.Gradients.ToArray(), large.Gradients.ToArray());
        Assert.Equal(small.WeightsHash(), large.WeightsHash());
    }

    public static TheoryData<string, LayerSpec[]> Impossible => new()
    {
        { "NETWORK_LAYERS", [] },
        { "NETWORK_LAYER", [new ConvolutionSpec(8, 5)] },
        { "NETWORK_LAYER", [new ConvolutionSpec(8, 3, 3)] },
        { "NETWORK_LAYER", [new ConvolutionSpec(0)] },
        { "NETWORK_LAYER", [new ConvolutionSpec(1_000_000)] },
        { "NETWORK_LAYER", [new MaxPoolSpec(9)] },
        { "NETWORK_LAYER", [new MaxPoolSpec(1)] },
        { "NETWORK_LAYER", [new DropoutSpec(1)] },
        { "NETWORK_LAYER", [new DropoutSpec(float.NaN)] },
        { "NETWORK_LAYER", [new BatchNormSpec(0)] },
        { "NETWORK_LAYER", [new LinearSpec(0)] },
        { "NETWORK_LAYER", [new DepthwiseSpec(4)] },
        { "NETWORK_LAYER", [new ResidualSpec([], [])] },
        { "NETWORK_LAYER", [new ResidualSpec([new ConvolutionSpec(4)], [])] },
        { "NETWORK_TOO_LARGE", [new ConvolutionSpec(4096), new ConvolutionSpec(4096)] },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_network_is_refused(string code, LayerSpec[] layers) =>
        Assert.Equal(code, Network.Create(new NetworkSpec(new TensorShape(8, 8, 1), layers), new NetworkOptions { MaximumBytes = 1 << 24 }).Refusal!.Code);

    [Fact]
    public void Impossible_options_and_shapes_are_refused()
    {
        NetworkSpec spec = NetworkSpec.Plain(new TensorShape(8, 8, 1), 1, [8], [true]);
        Assert.Equal("NETWORK_OPTIONS", Network.Create(spec, new NetworkOptions { Images = 0 }).Refusal!.Code);
        Assert.Equal("NETWORK_OPTIONS", Network.Create(spec, new NetworkOptions { Threads = 0 }).Refusal!.Code);
        Assert.Equal("NETWORK_SHAPE", Network.Create(spec with { Input = new TensorShape(0, 1, 1) }, new NetworkOptions()).Refusal!.Code);
    }

    [Fact]
    public void A_network_survives_being_written_down()
    {
        NetworkSpec spec = NetworkSpec.Residual(new TensorShape(16, 16, 1), 3, [8, 16], 2);
        NetworkSpec read = JsonSerializer.Deserialize<NetworkSpec>(spec.ToJson())!;
        Assert.Equal(spec, read);
        Assert.Equal(spec.Hash(), read.Hash());
        Assert.NotEqual(spec.Hash(), (spec with { Input = new TensorShape(16, 17, 1) }).Hash());
        using Network network = Network.Create(read, new NetworkOptions()).Value!;
        Assert.Equal(3, network.Outputs);
    }

    [Fact]
    public void The_measured_network_has_as_many_parameters_as_the_sketch()
    {
        NetworkSpec spec = NetworkSpec.Plain(new TensorShape(64, 64, 1), 1, [16, 32, 64, 128, 128], [true, true, true, false, false]);
        using Network network = Network.Create(spec, new NetworkOptions { Images = 1 }).Value!;
        Assert.Equal(245_233, network.ParameterCount);
        Assert.Equal(network.ParameterCount, network.ParameterSlices.Sum(s => s.Length));
    }

    [Fact]
    public void Start_values_follow_the_seed_and_the_bound_of_He()
    {
        NetworkSpec spec = NetworkSpec.Plain(new TensorShape(8, 8, 4), 1, [32], [true]);
        using Network one = Network.Create(spec, new NetworkOptions { Seed = 1 }).Value!;
        using Network same = Network.Create(spec, new NetworkOptions { Seed = 1, Threads = 1 }).Value!;
        using Network other = Network.Create(spec, new NetworkOptions { Seed = 2 }).Value!;
        Assert.Equal(one.WeightsHash(), same.WeightsHash());
        Assert.NotEqual(one.WeightsHash(), other.WeightsHash());
        float[] weights = one.Parameters[..(9 * 4 * 32)].ToArray();
        float bound = MathF.Sqrt(6f / 36);
        Assert.All(weights, w => Assert.InRange(w, -bound, bound));
        Assert.InRange(weights.Max(), 0.98f * bound, bound);
    }

    private static Network Build(TensorShape input, int images, params LayerSpec[] layers) =>
        Network.Create(new NetworkSpec(input, layers), new NetworkOptions { Images = images }).Value!;

    private static float[] Run(TensorShape input, float[] image, params LayerSpec[] layers)
    {
        using Network network = Build(input, 1, layers);
        network.SetInput(0, image);
        network.Forward(1);
        return network.Logits(0);
    }
}
