using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <content>Weight gradients: six window values by 16 channels in registers, summed over pixels.</content>
internal sealed unsafe partial class Vector256Kernels
{
    private const int TileValues = 6;

    public override void AddWeightGradient(in WeightGradientPass pass)
    {
        for (int channel = 0; channel < pass.PaddedChannels; channel += PanelWidth)
            AddRows(pass, channel);
    }

    private static void AddRows(in WeightGradientPass pass, int channel)
    {
        float* sums = pass.Sums + channel;
        for (int y = 0; y < pass.WindowRows; y++)
        {
            float* input = pass.Input + y * pass.WindowRowStride;
            for (int k = 0; k < pass.Run;)
            {
                int values = pass.Run - k >= TileValues ? TileValues : pass.Run - k >= 3 ? 3 : 1;
                if (values == TileValues)
                    Sum6x2(pass, input + k, sums, channel);
                else if (values == 3)
                    Sum3x2(pass, input + k, sums, channel);
                else
                    Sum1x2(pass, input + k, sums, channel);
                k += values;
                sums += values * (nint)pass.PaddedChannels;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum6x2(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector256<float> s0a = Vector256.Load(sums), s0b = Vector256.Load(sums + 8);
        Vector256<float> s1a = Vector256.Load(sums + stride), s1b = Vector256.Load(sums + stride + 8);
        Vector256<float> s2a = Vector256.Load(sums + 2 * stride), s2b = Vector256.Load(sums + 2 * stride + 8);
        Vector256<float> s3a = Vector256.Load(sums + 3 * stride), s3b = Vector256.Load(sums + 3 * stride + 8);
        Vector256<float> s4a = Vector256.Load(sums + 4 * stride), s4b = Vector256.Load(sums + 4 * stride + 8);
        Vector256<float> s5a = Vector256.Load(sums + 5 * stride), s5b = Vector256.Load(sums + 5 * stride + 8);
        nint step = pass.InputPixelStep;
        nint gradientStep = pass.GradientPixelStep;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + channel;
                float* row = input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* end = row + pass.Width * step;
                for (float* p = row; p < end; p += step, gradient += gradientStep)
                {
                    Vector256<float> a = Vector256.Load(gradient);
                    Vector256<float> b = Vector256.Load(gradient + 8);
                    Vector256<float> v = Vector256.Create(p[0]);
                    s0a = Vector256.FusedMultiplyAdd(v, a, s0a);
                    s0b = Vector256.FusedMultiplyAdd(v, b, s0b);
                    v = Vector256.Create(p[1]);
                    s1a = Vector256.FusedMultiplyAdd(v, a, s1a);
                    s1b = Vector256.FusedMultiplyAdd(v, b, s1b);
                    v = Vector256.Create(p[2]);
                    s2a = Vector256.FusedMultiplyAdd(v, a, s2a);
                    s2b = Vector256.FusedMultiplyAdd(v, b, s2b);
                    v = Vector256.Create(p[3]);
                    s3a = Vector256.FusedMultiplyAdd(v, a, s3a);
                    s3b = Vector256.FusedMultiplyAdd(v, b, s3b);
                    v = Vector256.Create(p[4]);
                    s4a = Vector256.FusedMultiplyAdd(v, a, s4a);
                    s4b = Vector256.FusedMultiplyAdd(v, b, s4b);
                    v = Vector256.Create(p[5]);
                    s5a = Vector256.FusedMultiplyAdd(v, a, s5a);
                    s5b = Vector256.FusedMultiplyAdd(v, b, s5b);
                }
            }
        }
        s0a.Store(sums);
        s0b.Store(sums + 8);
        s1a.Store(sums + stride);
        s1b.Store(sums + stride + 8);
        s2a.Store(sums + 2 * stride);
        s2b.Store(sums + 2 * stride + 8);
        s3a.Store(sums + 3 * stride);
        s3b.Store(sums + 3 * stride + 8);
        s4a.Store(sums + 4 * stride);
        s4b.Store(sums + 4 * stride + 8);
        s5a.Store(sums + 5 * stride);
        s5b.Store(sums + 5 * stride + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum3x2(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector256<float> s0a = Vector256.Load(sums), s0b = Vector256.Load(sums + 8);
        Vector256<float> s1a = Vector256.Load(sums + stride), s1b = Vector256.Load(sums + stride + 8);
        Vector256<float> s2a = Vector256.Load(sums + 2 * stride), s2b = Vector256.Load(sums + 2 * stride + 8);
        nint step = pass.InputPixelStep;
        nint gradientStep = pass.GradientPixelStep;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + channel;
                float* row = input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* end = row + pass.Width * step;
                for (float* p = row; p < end; p += step, gradient += gradientStep)
                {
                    Vector256<float> a = Vector256.Load(gradient);
                    Vector256<float> b = Vector256.Load(gradient + 8);
                    Vector256<float> v = Vector256.Create(p[0]);
                    s0a = Vector256.FusedMultiplyAdd(v, a, s0a);
                    s0b = Vector256.FusedMultiplyAdd(v, b, s0b);
                    v = Vector256.Create(p[1]);
                    s1a = Vector256.FusedMultiplyAdd(v, a, s1a);
                    s1b = Vector256.FusedMultiplyAdd(v, b, s1b);
                    v = Vector256.Create(p[2]);
                    s2a = Vector256.FusedMultiplyAdd(v, a, s2a);
                    s2b = Vector256.FusedMultiplyAdd(v, b, s2b);
                }
            }
        }
        s0a.Store(sums);
        s0b.Store(sums + 8);
        s1a.Store(sums + stride);
        s1b.Store(sums + stride + 8);
        s2a.Store(sums + 2 * stride);
        s2b.Store(sums + 2 * stride + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum1x2(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector256<float> s0a = Vector256.Load(sums), s0b = Vector256.Load(sums + 8);
        nint step = pass.InputPixelStep;
        nint gradientStep = pass.GradientPixelStep;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + channel;
                float* row = input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* end = row + pass.Width * step;
                for (float* p = row; p < end; p += step, gradient += gradientStep)
                {
                    Vector256<float> a = Vector256.Load(gradient);
                    Vector256<float> b = Vector256.Load(gradient + 8);
                    Vector256<float> v = Vector256.Create(p[0]);
                    s0a = Vector256.FusedMultiplyAdd(v, a, s0a);
                    s0b = Vector256.FusedMultiplyAdd(v, b, s0b);
                }
            }
        }
        s0a.Store(sums);
        s0b.Store(sums + 8);
    }
}
