using MedAgg.Learning.Layers;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Onnx;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Onnx;

public sealed class OnnxWriterTests
{
    private static readonly Dictionary<string, string> Metadata = new() { ["seed"] = "3", ["split"] = "abc" };

    public static TheoryData<string, LayerSpec[]> Networks => new()
    {
        { "plain", [new ConvolutionSpec(5), new BatchNormSpec(), new ReluSpec(), new MaxPoolSpec(), new GlobalAverageSpec(), new LinearSpec(1)] },
        { "linear on an image", [new ConvolutionSpec(3, 1, 2, HasBias: true), new ReluSpec(), new LinearSpec(4), new ReluSpec(), new LinearSpec(3)] },
        { "depthwise", [new ConvolutionSpec(6, 3, 2), new DepthwiseSpec(2), new BatchNormSpec(), new AveragePoolSpec(), new LinearSpec(2)] },
        { "residual", [new ConvolutionSpec(4), new ResidualSpec([new ConvolutionSpec(6, 3, 2), new BatchNormSpec()], [new ConvolutionSpec(6, 1, 2)]), new ReluSpec(), new ResidualSpec([new ConvolutionSpec(6)], []), new GlobalAverageSpec(), new DropoutSpec(0.3f), new LinearSpec(1)] },
        { "no linear head", [new ConvolutionSpec(3), new GlobalAverageSpec()] },
        { "convolution behind linear", [new LinearSpec(5), new ConvolutionSpec(2, 1), new BatchNormSpec()] },
        { "mixed residual", [new GlobalAverageSpec(), new ResidualSpec([new LinearSpec(2)], [])] },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_file_computes_what_the_engine_computes(string what, LayerSpec[] layers)
    {
        Assert.NotEmpty(what);
        NetworkSpec spec = new(new TensorShape(9, 11, 2), layers);
        using Network network = Network.Create(spec, new NetworkOptions { Images = 4 }).Value!;
        float[] parameters = [.. network.Parameters.ToArray().Select((v, i) => v + 0.3f * (float)(HashCounter.Unit(1, (ulong)i) - 0.5))];
        float[] state = [.. network.State.ToArray().Select((v, i) => v + 0.5f * (float)HashCounter.Unit(2, (ulong)i))];
        network.Load(parameters, state);
        PixelScale scale = new(101.5f, 1 / 47f);
        OnnxEvaluator other = new(OnnxWriter.Write(network, scale, Metadata).Value!);
        for (int image = 0; image < 4; image++)
        {
            float[] raw = [.. Enumerable.Range(0, spec.Input.Elements).Select(i => (float)HashCounter.Below(256, 5, (ulong)image, (ulong)i))];
            double[] planes = [.. Enumerable.Range(0, raw.Length).Select(i => (double)raw[i % 99 * 2 + i / 99])];
            scale.Apply(raw);
            network.SetInput(image, raw);
            network.Forward(image + 1);
            float[] logits = network.Logits(image);
            double[] found = other.Run(2, 9, 11, planes, "logit");
            Assert.Equal(logits.Length, found.Length);
            for (int k = 0; k < found.Length; k++)
                Assert.Equal(found[k], logits[k], 2e-5 * (1 + Math.Abs(found[k])));
            double[] prob = other.Run(2, 9, 11, planes, "prob");
            Assert.Equal(prob.Length == 1 ? Portable.Sigmoid(found[0]) : 1, prob.Sum(), 1e-9);
        }
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        NetworkSpec spec = NetworkSpec.Plain(new TensorShape(8, 6, 1), 1, [4], [true]);
        using Network network = Network.Create(spec, new NetworkOptions()).Value!;
        byte[] bytes = OnnxWriter.Write(network, new PixelScale(0, 1), Metadata).Value!;
        Assert.Equal(bytes, OnnxWriter.Write(network, new PixelScale(0, 1), Metadata).Value!);
        OnnxReading model = new(bytes);
        Assert.Equal(8, model.Numbers(1)[0]);
        Assert.Equal("MedAgg", model.Texts(2)[0]);
        Assert.Equal(17, model.Messages(8).Single().Numbers(2)[0]);
        Assert.Equal(["seed=3", "split=abc"], model.Messages(14).Select(m => $"{m.Texts(1)[0]}={m.Texts(2)[0]}"));
        OnnxReading graph = model.Messages(7).Single();
        Assert.Equal(["image"], graph.Messages(11).Select(i => i.Texts(1)[0]));
        Assert.Equal(["logit", "prob"], graph.Messages(12).Select(o => o.Texts(1)[0]));
        HashSet<string> known = [.. graph.Messages(5).Select(i => i.Texts(8)[0]), "image"];
        foreach (OnnxReading node in graph.Messages(1))
        {
            Assert.All(node.Texts(1), input => Assert.Contains(input, known)); // sorted so that each input exists
            Assert.True(known.Add(node.Texts(2)[0])); // and each name once
        }
    }

    [Fact]
    public void A_network_that_gives_an_image_is_refused()
    {
        using Network network = Network.Create(new NetworkSpec(new TensorShape(4, 4, 1), [new ConvolutionSpec(1)]), new NetworkOptions()).Value!;
        Assert.Equal("ONNX_HEAD", OnnxWriter.Write(network, new PixelScale(0, 1), Metadata).Refusal!.Code);
    }
}
