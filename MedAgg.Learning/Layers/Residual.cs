using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>The sum of a long branch and a short one, and the ReLU behind it; an empty short branch is the input itself.</summary>
internal sealed unsafe class Residual(LayerChain main, LayerChain? shortcut, bool hasRelu, TensorShape input, TensorShape output, BuildOptions options) : Layer(input, output)
{
    private readonly Tensor? _shortGradients = options is { Trains: true, NeedsInputGradient: true } && shortcut is not null ? new Tensor(options.Images, input) : null;

    /// <summary>The whole batch: the branches have batch norms of their own.</summary>
    public void ForwardAll(Pass pass, Tensor inputs, Tensor outputs)
    {
        shortcut?.Forward(pass, inputs);
        Tensor second = shortcut?.Output ?? inputs;
        main.Forward(pass, inputs, group => Add(group, main.Output, second, outputs, hasRelu ? 0 : float.NegativeInfinity));
    }

    /// <summary>The way back of the whole batch. Both branches read the same gradient, which the ReLU changes in its place.</summary>
    public void BackwardAll(Pass pass, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        Action<Group>? mask = hasRelu ? group => Mask(group, outputs, outputGradients) : null;
        shortcut?.Backward(pass, inputs, outputGradients, inputGradients is null ? null : _shortGradients, begin: mask);
        Action<Group>? add = inputGradients is null ? null : group => Add(group, inputGradients, _shortGradients ?? outputGradients, inputGradients, float.NegativeInfinity);
        main.Backward(pass, inputs, outputGradients, inputGradients, begin: shortcut is null ? mask : null, finish: add);
    }

    public override void Dispose()
    {
        main.Dispose();
        shortcut?.Dispose();
        _shortGradients?.Dispose();
        base.Dispose();
    }

    public override void Forward(Pass pass, Group group, Tensor inputs, Tensor outputs) => throw new NotSupportedException("A residual block takes whole batches.");

    public override void Backward(Pass pass, Group group, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients) =>
        throw new NotSupportedException("A residual block takes whole batches.");

    // Zero borders add up to zero borders; strides are whole cache lines.
    private static void Add(Group group, Tensor first, Tensor second, Tensor sum, float floor)
    {
        Vector256<float> least = Vector256.Create(floor);
        for (int image = group.First; image < group.End; image++)
        {
            float* a = first.Border(image);
            float* b = second.Border(image);
            float* to = sum.Border(image);
            for (nint i = 0; i < sum.ImageStride; i += Lanes.Width)
                Lanes.AtLeast(Vector256.Load(a + i) + Vector256.Load(b + i), least).Store(to + i);
        }
    }

    private static void Mask(Group group, Tensor outputs, Tensor gradients)
    {
        for (int image = group.First; image < group.End; image++)
        {
            float* output = outputs.Border(image);
            float* gradient = gradients.Border(image);
            for (nint i = 0; i < gradients.ImageStride; i += Lanes.Width)
                (Vector256.Load(gradient + i) & Vector256.GreaterThan(Vector256.Load(output + i), Vector256<float>.Zero)).Store(gradient + i);
        }
    }
}
