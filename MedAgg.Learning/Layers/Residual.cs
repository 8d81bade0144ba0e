using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>The sum of a long branch and a short one; an empty short branch is the input itself.</summary>
internal sealed unsafe class Residual(LayerChain main, LayerChain? shortcut, TensorShape input, TensorShape output, BuildOptions options) : Layer(input, output)
{
    private readonly Tensor? _shortGradients = options is { Trains: true, NeedsInputGradient: true } && shortcut is not null ? new Tensor(options.Images, input) : null;

    /// <summary>The whole batch: the branches have batch norms of their own.</summary>
    public void ForwardAll(Pass pass, Tensor inputs, Tensor outputs)
    {
        main.Forward(pass, inputs);
        shortcut?.Forward(pass, inputs);
        Add(pass, main.Output, shortcut?.Output ?? inputs, outputs);
    }

    /// <summary>The way back of the whole batch. Both branches read the same gradient.</summary>
    public void BackwardAll(Pass pass, Tensor inputs, Tensor outputGradients, Tensor? inputGradients)
    {
        main.Backward(pass, inputs, outputGradients, inputGradients);
        shortcut?.Backward(pass, inputs, outputGradients, inputGradients is null ? null : _shortGradients);
        if (inputGradients is not null)
            Add(pass, inputGradients, _shortGradients ?? outputGradients, inputGradients);
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

    // Zero borders add up to zero borders.
    private static void Add(Pass pass, Tensor first, Tensor second, Tensor sum) => pass.EachGroup(Pass.ChunkImages, group =>
    {
        for (int image = group.First; image < group.End; image++)
        {
            float* a = first.Border(image);
            float* b = second.Border(image);
            float* to = sum.Border(image);
            nint values = sum.ImageStride;
            nint i = 0;
            for (; i + Lanes.Width <= values; i += Lanes.Width)
                (Vector256.Load(a + i) + Vector256.Load(b + i)).Store(to + i);
            for (; i < values; i++)
                to[i] = a[i] + b[i];
        }
    });
}
