using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>The sum of a long branch and a short one; an empty short branch is the input itself.</summary>
internal sealed unsafe class Residual(LayerChain main, LayerChain? shortcut, TensorShape input, TensorShape output, BuildOptions options) : Layer(input, output)
{
    private readonly Tensor? _shortGradients = options is { Trains: true, NeedsInputGradient: true } && shortcut is not null ? new Tensor(options.Images, input) : null;

    public override void Forward(Pass pass, Tensor inputs, Tensor outputs)
    {
        main.Forward(pass, inputs);
        shortcut?.Forward(pass, inputs);
        Add(pass, main.Output, shortcut?.Output ?? inputs, outputs);
    }

    public override void Backward(Pass pass, Tensor inputs, Tensor outputs, Tensor outputGradients, Tensor? inputGradients)
    {
        Copy(pass, outputGradients, main.OutputGradient);
        main.Backward(pass, inputs, inputGradients);
        if (shortcut is not null)
        {
            Copy(pass, outputGradients, shortcut.OutputGradient);
            shortcut.Backward(pass, inputs, inputGradients is null ? null : _shortGradients);
        }
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

    private static void Copy(Pass pass, Tensor from, Tensor to) => pass.EachChunk((_, first, end) =>
    {
        for (int image = first; image < end; image++)
            Buffer.MemoryCopy(from.Border(image), to.Border(image), to.ImageStride * sizeof(float), to.ImageStride * sizeof(float));
    });

    // Zero borders add up to zero borders.
    private static void Add(Pass pass, Tensor first, Tensor second, Tensor sum) => pass.EachChunk((_, start, end) =>
    {
        for (int image = start; image < end; image++)
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
