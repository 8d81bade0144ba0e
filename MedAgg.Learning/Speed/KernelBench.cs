using System.Diagnostics;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Speed;

/// <summary>Measures a convolution layer alone, with the code that training runs.</summary>
public static class KernelBench
{
    /// <summary>Runs the three kernels of a shape on one thread.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="set">Instructions.</param>
    /// <param name="tries">Repetitions, at least 1; the best counts.</param>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the instructions.</exception>
    public static KernelSpeed Measure(KernelShape shape, InstructionSet set, int tries)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        TensorShape input = new(shape.Size, shape.Size, shape.Inputs);
        ParameterPlan plan = new();
        ConvolutionSpec spec = new(shape.Outputs, shape.Window, shape.Stride);
        using Convolution layer = new(spec, input, "measured", plan, BuildOptions.Alone(shape.Images));
        using ParameterStore store = new(plan);
        plan.Start(store.Values.Span, store.State.Span, seed: 1);
        Pass pass = new(store, ConvolutionKernels.For(set), threads: 1, slots: null) { Images = shape.Images, Training = true };
        using Tensor inputs = Filled(shape.Images, input);
        using Tensor outputs = new(shape.Images, layer.Output);
        using Tensor gradients = Filled(shape.Images, layer.Output);
        using Tensor back = new(shape.Images, input);
        layer.BeginForward(pass);
        layer.BeginBackward(pass);
        double forward = Best(tries, pass, group => layer.Forward(pass, group, inputs, outputs));
        double weights = Best(tries, pass, group => layer.AddWeightGradient(pass, group, inputs, gradients));
        double inputGradient = Best(tries, pass, group => layer.BackToInput(pass, group, gradients, back));
        return new KernelSpeed(shape, shape.Operations / forward, shape.Operations / weights, shape.Operations / inputGradient);
    }

    private static double Best(int tries, Pass pass, Action<Group> work)
    {
        pass.EachGroup(Pass.ChunkImages, work);
        double best = double.PositiveInfinity;
        for (int i = 0; i < tries; i++)
        {
            long began = Stopwatch.GetTimestamp();
            pass.EachGroup(Pass.ChunkImages, work);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return best;
    }

    private static Tensor Filled(int images, TensorShape shape)
    {
        Tensor tensor = new(images, shape);
        for (int image = 0; image < images; image++)
        {
            for (int y = 0; y < shape.Height; y++)
            {
                Span<float> row = tensor.Row(image, y);
                for (int i = 0; i < row.Length; i++)
                    row[i] = (i * 31 + y * 17 + image) % 97 / 97f - 0.5f;
            }
        }
        return tensor;
    }
}
