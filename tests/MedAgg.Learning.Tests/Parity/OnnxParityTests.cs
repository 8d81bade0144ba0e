using System.Diagnostics;
using System.Text.Json;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Numerics;
using MedAgg.Learning.Onnx;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Tests.Onnx;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Parity;

/// <summary>ONNX files before the judges: python3-onnx's checker with strict shape inference, and ONNX Runtime.</summary>
public sealed class OnnxParityTests
{
    private const string Checker = """
        import sys, json, base64
        import onnx
        from onnx import checker, shape_inference
        ask = json.load(sys.stdin)
        model = onnx.load_from_string(base64.b64decode(ask["model"]))
        checker.check_model(model, full_check=True)
        inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        print(json.dumps({"ir": model.ir_version, "opset": model.opset_import[0].version, "outputs": [[d.dim_value for d in o.type.tensor_type.shape.dim][1:] for o in inferred.graph.output]}))
        """;

    private const string Runtime = """
        const ort = require('onnxruntime-node');
        let text = '';
        process.stdin.on('data', d => text += d).on('end', async () => {
          const ask = JSON.parse(text);
          const session = await ort.InferenceSession.create(Buffer.from(ask.model, 'base64'));
          const raw = Buffer.from(ask.images, 'base64');
          const values = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
          const answer = await session.run({ image: new ort.Tensor('float32', values, ask.shape) });
          console.log(JSON.stringify({ logit: Array.from(answer.logit.data), prob: Array.from(answer.prob.data) }));
        });
        """;

    public static TheoryData<string, LayerSpec[]> Networks => OnnxWriterTests.Networks;

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task The_checker_takes_the_file(string what, LayerSpec[] layers)
    {
        using Network network = Made(layers);
        byte[] model = OnnxWriter.Write(network, new PixelScale(101.5f, 1 / 47f), new Dictionary<string, string> { ["net"] = what }).Value!;
        JsonElement said = await PythonPeer.RunAsync("onnx", "python3-onnx", Checker, new { model = Convert.ToBase64String(model) });
        Assert.Equal(8, said.GetProperty("ir").GetInt32());
        Assert.Equal(17, said.GetProperty("opset").GetInt32());
        Assert.All(said.GetProperty("outputs").EnumerateArray(), shape => Assert.Equal([network.Outputs], shape.EnumerateArray().Select(d => d.GetInt32())));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task OnnxRuntime_computes_what_the_engine_computes(string what, LayerSpec[] layers)
    {
        const int Images = 3;
        using Network network = Made(layers);
        PixelScale scale = new(101.5f, 1 / 47f);
        byte[] model = OnnxWriter.Write(network, scale, new Dictionary<string, string> { ["net"] = what }).Value!;
        TensorShape input = network.Spec.Input;
        float[] planes = new float[Images * input.Elements];
        for (int image = 0; image < Images; image++)
        {
            float[] raw = [.. Enumerable.Range(0, input.Elements).Select(i => (float)HashCounter.Below(256, 5, (ulong)image, (ulong)i))];
            for (int i = 0; i < raw.Length; i++)
                planes[image * raw.Length + i % input.Channels * input.Pixels + i / input.Channels] = raw[i];
            scale.Apply(raw);
            network.SetInput(image, raw);
        }
        JsonElement theirs = await RunNodeAsync(new { model = Convert.ToBase64String(model), images = PythonPeer.Base64(planes), shape = new[] { Images, input.Channels, input.Height, input.Width } });
        network.Forward(Images);
        float[] ours = [.. Enumerable.Range(0, Images).SelectMany(network.Logits)];
        float[] logits = [.. theirs.GetProperty("logit").EnumerateArray().Select(v => v.GetSingle())];
        Assert.Equal(ours.Length, logits.Length);
        for (int i = 0; i < ours.Length; i++)
            Assert.Equal(logits[i], ours[i], 1e-4 * (1 + Math.Abs(logits[i])));
    }

    private static Network Made(LayerSpec[] layers)
    {
        Network network = Network.Create(new NetworkSpec(new TensorShape(9, 11, 2), layers), new NetworkOptions { Images = 4 }).Value!;
        float[] parameters = [.. network.Parameters.ToArray().Select((v, i) => v + 0.3f * (float)(HashCounter.Unit(1, (ulong)i) - 0.5))];
        float[] state = [.. network.State.ToArray().Select((v, i) => v + 0.5f * (float)HashCounter.Unit(2, (ulong)i))];
        network.Load(parameters, state);
        return network;
    }

    private static async Task<JsonElement> RunNodeAsync(object ask)
    {
        string folder = Path.Combine(TestSource.Folder(), "Parity");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")))
            Assert.Skip("onnxruntime-node is not installed (npm ci --ignore-scripts in tests/MedAgg.Learning.Tests/Parity): agreement with ONNX Runtime was not tried.");
        ProcessStartInfo start = new("node", ["-e", Runtime]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration kill = TestContext.Current.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(ask));
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(await output).RootElement;
    }
}
