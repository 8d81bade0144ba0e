using System.Text.Json;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Tests.Parity;

/// <summary>Logits, gradients and running statistics beside PyTorch. Inputs near a kink are passed over: there one rounding decides a whole gradient.</summary>
public sealed class TorchParityTests
{
    private const double ForwardTolerance = 1e-6;
    private const double GradientTolerance = 1e-4;
    private const double NearKink = 1e-6;
    private const int MostSeeds = 12;

    public static TheoryData<string, int, int, int, LayerSpec[]> Networks()
    {
        TheoryData<string, int, int, int, LayerSpec[]> data = [];
        LinearSpec head = new(2);
        data.Add("3x3", 9, 7, 3, [new ConvolutionSpec(19, HasBias: true), new ConvolutionSpec(35), new GlobalAverageSpec(), head]);
        data.Add("1x1", 5, 6, 4, [new ConvolutionSpec(24, 1), new ConvolutionSpec(7, 1, HasBias: true), head]);
        data.Add("stride 2, odd", 9, 7, 2, [new ConvolutionSpec(17), new ConvolutionSpec(20, 3, 2), new ConvolutionSpec(9, 1, 2), head]);
        data.Add("stride 2, even", 8, 6, 2, [new ConvolutionSpec(17), new ConvolutionSpec(20, 3, 2), new ConvolutionSpec(9, 1, 2), head]);
        data.Add("depthwise", 7, 8, 3, [new ConvolutionSpec(11), new DepthwiseSpec(), new DepthwiseSpec(2), head]);
        data.Add("batch norm", 6, 5, 2, [new ConvolutionSpec(13), new BatchNormSpec(), head]);
        data.Add("batch norm, relu, pool", 7, 6, 2, [new ConvolutionSpec(13), new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(), new ConvolutionSpec(6), new GlobalAverageSpec(), head]);
        data.Add("relu and pools", 12, 11, 2, [new ConvolutionSpec(6), new ReluSpec(), new AveragePoolSpec(), new ConvolutionSpec(5), new MaxPoolSpec(3), head]);
        data.Add("residual", 8, 8, 2, [new ConvolutionSpec(16), new ResidualSpec([new ConvolutionSpec(24, 3, 2), new BatchNormSpec(), new ReluSpec(), new ConvolutionSpec(24), new BatchNormSpec()], [new ConvolutionSpec(24, 1, 2), new BatchNormSpec()]), new ReluSpec(), new ResidualSpec([new ConvolutionSpec(24)], []), new GlobalAverageSpec(), head]);
        data.Add("reference net of 245,233 parameters", 32, 32, 1, [.. NetworkSpec.Plain(new TensorShape(32, 32, 1), 1, [16, 32, 64, 128, 128], [true, true, true, false, false]).Layers]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Logits_gradients_and_statistics_are_those_of_PyTorch(string what, int height, int width, int channels, LayerSpec[] layers)
    {
        const int Images = 6;
        NetworkSpec spec = new(new TensorShape(height, width, channels), layers);
        using Network network = Network.Create(spec, new NetworkOptions { Images = Images, Threads = 2, Seed = 4 }).Value!;
        float[] parameters = [.. network.Parameters.ToArray().Select((v, i) => v + 0.05f * (float)(HashCounter.Unit(77, (ulong)i) - 0.5))];
        float[] state = network.State.ToArray();
        for (ulong seed = 1; seed <= MostSeeds; seed++)
        {
            float[] images = Values(Images * spec.Input.Elements, 100 + seed);
            float[] direction = Values(Images * network.Outputs, 7);
            JsonElement theirs = await PythonPeer.RunAsync("torch", "python3-torch", TorchScript.Text, new
            {
                spec = spec.ToJson(),
                parameters = PythonPeer.Base64(parameters),
                state = PythonPeer.Base64(state),
                images = PythonPeer.Base64(images),
                direction = PythonPeer.Base64(direction),
            });
            if (theirs.GetProperty("kink").GetDouble() < NearKink)
                continue;

            network.Load(parameters, state);
            for (int image = 0; image < Images; image++)
                network.SetInput(image, images.AsSpan(image * spec.Input.Elements, spec.Input.Elements));
            network.Forward(Images, training: true);
            network.Backward(direction);
            float[] logits = [.. Enumerable.Range(0, Images).SelectMany(network.Logits)];
            Compare("logits", PythonPeer.Floats(theirs.GetProperty("logits")), logits, ForwardTolerance, least: 1);
            Compare("running statistics", PythonPeer.Floats(theirs.GetProperty("state")), network.State.ToArray(), ForwardTolerance, least: 1);
            float[] gradients = PythonPeer.Floats(theirs.GetProperty("gradients"));
            foreach (ParameterSlice slice in network.ParameterSlices)
                Compare(slice.Name, gradients.AsSpan(slice.Offset, slice.Length), network.Gradients.Slice(slice.Offset, slice.Length), GradientTolerance, least: 0);
            return;
        }
        Assert.Fail($"{what}: every input lies near a kink.");
    }

    /// <param name="least">What the difference is relative to at least: 1 makes it absolute for small values, 0 leaves it relative to the largest value.</param>
    private static void Compare(string name, ReadOnlySpan<float> theirs, ReadOnlySpan<float> ours, double tolerance, double least)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double largest = least;
        double gap = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(theirs[i]));
            gap = Math.Max(gap, Math.Abs(theirs[i] - ours[i]));
        }
        Assert.True(gap <= tolerance * largest, $"{name}: largest difference {gap} of {largest}");
    }

    private static float[] Values(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i => (float)(HashCounter.Unit(seed, (ulong)i) * 2 - 1))];
}
