using System.Diagnostics;
using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Speed;

/// <summary>Measures a convolution layer alone, with the code that training runs.</summary>
public static class KernelBench
{
    /// <summary>Runs the kernels of a shape on one thread, in rounds with the peak of the same core.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="set">Instructions.</param>
    /// <param name="rounds">Rounds, at least 1; medians count.</param>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the instructions.</exception>
    public static KernelSpeed Measure(KernelShape shape, InstructionSet set, int rounds)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
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
        double[][] speeds = [.. Enumerable.Range(0, 4).Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            double peak = FusedPeak.Measure(set);
            double forward = SpeedOf(shape, set, pass, group => layer.Forward(pass, group, inputs, outputs));
            double byWeights = SpeedOf(shape, set, pass, group => layer.AddWeightGradient(pass, group, inputs, gradients));
            double byInput = shape.IsFirst ? 0 : SpeedOf(shape, set, pass, group => layer.BackToInput(pass, group, gradients, back));
            if (round >= 0) // the one before the first warms up
                (speeds[0][round], speeds[1][round], speeds[2][round], speeds[3][round]) = (peak, forward / peak, byWeights / peak, byInput / peak);
        }
        double[] medians = [.. speeds.Select(s => s.Order().ElementAt(rounds / 2))];
        return new KernelSpeed(shape, medians[0], medians[1], medians[2], shape.IsFirst ? null : medians[3]);
    }

    // As long as the peak, about: what takes microseconds alone is measured several times in a row.
    private static double SpeedOf(KernelShape shape, InstructionSet set, Pass pass, Action<Group> work)
    {
        int times = (int)Math.Clamp(FusedPeak.OperationsOf(set) / shape.Operations, 1, 1000);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            pass.EachGroup(Pass.ChunkImages, work);
        return times * shape.Operations / Stopwatch.GetElapsedTime(began).TotalSeconds;
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
