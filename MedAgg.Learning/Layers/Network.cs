using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>
/// A network in memory. The same seed and batches give the same bits on any number of threads and any instruction set: every output is
/// one chain of operations in a fixed order, and sums over a batch run over chunks of four images.
/// Not for use by two threads at once.
/// </summary>
public sealed class Network : IDisposable
{
    private readonly Tensor _input;
    private readonly LayerChain _chain;
    private readonly Tensor _logitGradients;
    private readonly Pass _pass;

    private Network(NetworkSpec spec, NetworkOptions options)
    {
        Spec = spec;
        Options = options;
        ParameterPlan plan = new();
        int chunks = Pass.ChunksOf(options.Images);
        SlotMap slots = new(chunks, Math.Min(options.Threads, chunks));
        _chain = new ChainBuilder(plan).Build(spec.Layers, spec.Input, "", new BuildOptions(options.Images, slots, options.Trains, NeedsInputGradient: false, options.Fuses));
        _input = new Tensor(options.Images, spec.Input);
        Store = new ParameterStore(plan);
        plan.Start(Store.Values.Span, Store.State.Span, options.Seed);
        _pass = new Pass(Store, ConvolutionKernels.For(options.InstructionSet), options.Threads, slots);
        _logitGradients = new Tensor(options.Images, _chain.Output.Shape);
    }

    /// <summary>What was built.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>How it was built.</summary>
    public NetworkOptions Options { get; }

    /// <summary>Logits of an image.</summary>
    public int Outputs => _chain.Output.Shape.Elements;

    /// <summary>Numbers that training changes.</summary>
    public int ParameterCount => Store.Plan.Length;

    /// <summary>Names and places in <see cref="Parameters"/>.</summary>
    public IReadOnlyList<ParameterSlice> ParameterSlices => Store.Plan.Slices;

    /// <summary>Names and places in <see cref="State"/>.</summary>
    public IReadOnlyList<ParameterSlice> StateSlices => Store.Plan.State;

    /// <summary>All parameters, in the order of <see cref="ParameterSlices"/>.</summary>
    public ReadOnlySpan<float> Parameters => Store.Values.Span;

    /// <summary>Gradients of the last backward pass, in the same order.</summary>
    public ReadOnlySpan<float> Gradients => Store.Gradients.Span;

    /// <summary>Running means and variances.</summary>
    public ReadOnlySpan<float> State => Store.State.Span;

    internal ParameterStore Store { get; }

    internal Pass Pass => _pass;

    /// <summary>Builds a network with start values.</summary>
    /// <param name="spec">What to build.</param>
    /// <param name="options">How.</param>
    /// <returns>Refusals <c>NETWORK_LAYERS</c>, <c>NETWORK_LAYER</c>, <c>NETWORK_SHAPE</c>, <c>NETWORK_OPTIONS</c> or <c>NETWORK_TOO_LARGE</c>.</returns>
    public static Outcome<Network> Create(NetworkSpec spec, NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Images is < 1 or > 65536 || options.Threads is < 1 or > 1024)
            return new Refusal("NETWORK_OPTIONS", $"A batch of {options.Images} images on {options.Threads} threads is impossible; 1 to 65536 images and 1 to 1024 threads are.");
        Outcome<NetworkCheck.Result> check = NetworkCheck.Walk(spec, options.Images, options.Trains);
        if (!check.IsDone)
            return check.Refusal;
        long bytes = check.Value.Bytes + Tensor.BytesOf(options.Images, spec.Input);
        if (bytes > options.MaximumBytes)
            return new Refusal("NETWORK_TOO_LARGE", $"The network needs {bytes >> 20} MiB for batches of {options.Images} images; the limit is {options.MaximumBytes >> 20} MiB.");
        return new Network(spec, options);
    }

    /// <summary>Puts an image of the batch.</summary>
    /// <param name="image">Its place in the batch.</param>
    /// <param name="values">Rows, columns, channels; as many values as the input shape has.</param>
    public void SetInput(int image, ReadOnlySpan<float> values) => _input.Write(image, values);

    /// <summary>Computes logits.</summary>
    /// <param name="images">Images in the batch, 1 … <see cref="NetworkOptions.Images"/>.</param>
    /// <param name="training">Batch statistics and dropout instead of running statistics and none; also updates the running statistics.</param>
    /// <param name="seed">Decides dropout.</param>
    /// <param name="step">Decides dropout.</param>
    public void Forward(int images, bool training = false, ulong seed = 0, long step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, Options.Images);
        _pass.Images = images;
        _pass.Training = training;
        _pass.Seed = seed;
        _pass.Step = step;
        _chain.Forward(_pass, _input);
    }

    /// <summary>Logits of an image after <see cref="Forward"/>; only a network without a final pool or linear layer has more than one pixel here.</summary>
    public float[] Logits(int image)
    {
        float[] logits = new float[Outputs];
        _chain.Output.Read(image, logits);
        return logits;
    }

    /// <summary>Computes parameter gradients of the batch of the last training <see cref="Forward"/>.</summary>
    /// <param name="logitGradients">For each image in order the gradient of the loss by its logits.</param>
    public void Backward(ReadOnlySpan<float> logitGradients)
    {
        if (!Options.Trains)
            throw new InvalidOperationException("The network was built for inference.");
        ArgumentOutOfRangeException.ThrowIfNotEqual(logitGradients.Length, _pass.Images * Outputs);
        for (int image = 0; image < _pass.Images; image++)
            _logitGradients.Write(image, logitGradients.Slice(image * Outputs, Outputs));
        _chain.Backward(_pass, _input, _logitGradients, inputGradients: null);
    }

    /// <summary>Takes over parameters and running statistics.</summary>
    /// <param name="parameters">As many as <see cref="ParameterCount"/>.</param>
    /// <param name="state">As many as <see cref="State"/>.</param>
    public void Load(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Length, ParameterCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, Store.Plan.StateLength);
        parameters.CopyTo(Store.Values.Span);
        state.CopyTo(Store.State.Span);
        Store.Changed();
    }

    /// <summary>SHA-256 of parameters and running statistics (little-endian float32), lower-case hex.</summary>
    public string WeightsHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(Parameters));
        hash.AppendData(MemoryMarshal.AsBytes(State));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _chain.Dispose();
        _input.Dispose();
        _logitGradients.Dispose();
        Store.Dispose();
    }
}
