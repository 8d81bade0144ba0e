using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <content>Small tiles, and tiles whose window values lie anywhere.</content>
internal sealed unsafe partial class Vector512Kernels
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum4x2(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector512<float> s0a = Vector512.Load(sums), s0b = Vector512.Load(sums + 16);
        Vector512<float> s1a = Vector512.Load(sums + stride), s1b = Vector512.Load(sums + stride + 16);
        Vector512<float> s2a = Vector512.Load(sums + 2 * stride), s2b = Vector512.Load(sums + 2 * stride + 16);
        Vector512<float> s3a = Vector512.Load(sums + 3 * stride), s3b = Vector512.Load(sums + 3 * stride + 16);
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
                    Vector512<float> a = Vector512.Load(gradient);
                    Vector512<float> b = Vector512.Load(gradient + 16);
                    Vector512<float> v = Vector512.Create(p[0]);
                    s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                    s0b = Vector512.FusedMultiplyAdd(v, b, s0b);
                    v = Vector512.Create(p[1]);
                    s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                    s1b = Vector512.FusedMultiplyAdd(v, b, s1b);
                    v = Vector512.Create(p[2]);
                    s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                    s2b = Vector512.FusedMultiplyAdd(v, b, s2b);
                    v = Vector512.Create(p[3]);
                    s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                    s3b = Vector512.FusedMultiplyAdd(v, b, s3b);
                }
            }
        }
        s0a.Store(sums);
        s0b.Store(sums + 16);
        s1a.Store(sums + stride);
        s1b.Store(sums + stride + 16);
        s2a.Store(sums + 2 * stride);
        s2b.Store(sums + 2 * stride + 16);
        s3a.Store(sums + 3 * stride);
        s3b.Store(sums + 3 * stride + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum4x1(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector512<float> s0a = Vector512.Load(sums);
        Vector512<float> s1a = Vector512.Load(sums + stride);
        Vector512<float> s2a = Vector512.Load(sums + 2 * stride);
        Vector512<float> s3a = Vector512.Load(sums + 3 * stride);
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
                    Vector512<float> a = Vector512.Load(gradient);
                    Vector512<float> v = Vector512.Create(p[0]);
                    s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                    v = Vector512.Create(p[1]);
                    s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                    v = Vector512.Create(p[2]);
                    s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                    v = Vector512.Create(p[3]);
                    s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                }
            }
        }
        s0a.Store(sums);
        s1a.Store(sums + stride);
        s2a.Store(sums + 2 * stride);
        s3a.Store(sums + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum9x2(in WeightGradientPass pass, float* input, nint* offsets, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector512<float> s0a = Vector512.Load(sums), s0b = Vector512.Load(sums + 16);
        Vector512<float> s1a = Vector512.Load(sums + stride), s1b = Vector512.Load(sums + stride + 16);
        Vector512<float> s2a = Vector512.Load(sums + 2 * stride), s2b = Vector512.Load(sums + 2 * stride + 16);
        Vector512<float> s3a = Vector512.Load(sums + 3 * stride), s3b = Vector512.Load(sums + 3 * stride + 16);
        Vector512<float> s4a = Vector512.Load(sums + 4 * stride), s4b = Vector512.Load(sums + 4 * stride + 16);
        Vector512<float> s5a = Vector512.Load(sums + 5 * stride), s5b = Vector512.Load(sums + 5 * stride + 16);
        Vector512<float> s6a = Vector512.Load(sums + 6 * stride), s6b = Vector512.Load(sums + 6 * stride + 16);
        Vector512<float> s7a = Vector512.Load(sums + 7 * stride), s7b = Vector512.Load(sums + 7 * stride + 16);
        Vector512<float> s8a = Vector512.Load(sums + 8 * stride), s8b = Vector512.Load(sums + 8 * stride + 16);
        nint step = pass.InputPixelStep;
        nint gradientStep = pass.GradientPixelStep;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + channel;
                float* row = input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* p0 = row + offsets[0];
                float* p1 = row + offsets[1];
                float* p2 = row + offsets[2];
                float* p3 = row + offsets[3];
                float* p4 = row + offsets[4];
                float* p5 = row + offsets[5];
                float* p6 = row + offsets[6];
                float* p7 = row + offsets[7];
                float* p8 = row + offsets[8];
                nint end = pass.Width * step;
                for (nint x = 0; x < end; x += step, gradient += gradientStep)
                {
                    Vector512<float> a = Vector512.Load(gradient);
                    Vector512<float> b = Vector512.Load(gradient + 16);
                    Vector512<float> v = Vector512.Create(p0[x]);
                    s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                    s0b = Vector512.FusedMultiplyAdd(v, b, s0b);
                    v = Vector512.Create(p1[x]);
                    s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                    s1b = Vector512.FusedMultiplyAdd(v, b, s1b);
                    v = Vector512.Create(p2[x]);
                    s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                    s2b = Vector512.FusedMultiplyAdd(v, b, s2b);
                    v = Vector512.Create(p3[x]);
                    s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                    s3b = Vector512.FusedMultiplyAdd(v, b, s3b);
                    v = Vector512.Create(p4[x]);
                    s4a = Vector512.FusedMultiplyAdd(v, a, s4a);
                    s4b = Vector512.FusedMultiplyAdd(v, b, s4b);
                    v = Vector512.Create(p5[x]);
                    s5a = Vector512.FusedMultiplyAdd(v, a, s5a);
                    s5b = Vector512.FusedMultiplyAdd(v, b, s5b);
                    v = Vector512.Create(p6[x]);
                    s6a = Vector512.FusedMultiplyAdd(v, a, s6a);
                    s6b = Vector512.FusedMultiplyAdd(v, b, s6b);
                    v = Vector512.Create(p7[x]);
                    s7a = Vector512.FusedMultiplyAdd(v, a, s7a);
                    s7b = Vector512.FusedMultiplyAdd(v, b, s7b);
                    v = Vector512.Create(p8[x]);
                    s8a = Vector512.FusedMultiplyAdd(v, a, s8a);
                    s8b = Vector512.FusedMultiplyAdd(v, b, s8b);
                }
            }
        }
        s0a.Store(sums);
        s0b.Store(sums + 16);
        s1a.Store(sums + stride);
        s1b.Store(sums + stride + 16);
        s2a.Store(sums + 2 * stride);
        s2b.Store(sums + 2 * stride + 16);
        s3a.Store(sums + 3 * stride);
        s3b.Store(sums + 3 * stride + 16);
        s4a.Store(sums + 4 * stride);
        s4b.Store(sums + 4 * stride + 16);
        s5a.Store(sums + 5 * stride);
        s5b.Store(sums + 5 * stride + 16);
        s6a.Store(sums + 6 * stride);
        s6b.Store(sums + 6 * stride + 16);
        s7a.Store(sums + 7 * stride);
        s7b.Store(sums + 7 * stride + 16);
        s8a.Store(sums + 8 * stride);
        s8b.Store(sums + 8 * stride + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum9x1(in WeightGradientPass pass, float* input, nint* offsets, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector512<float> s0a = Vector512.Load(sums);
        Vector512<float> s1a = Vector512.Load(sums + stride);
        Vector512<float> s2a = Vector512.Load(sums + 2 * stride);
        Vector512<float> s3a = Vector512.Load(sums + 3 * stride);
        Vector512<float> s4a = Vector512.Load(sums + 4 * stride);
        Vector512<float> s5a = Vector512.Load(sums + 5 * stride);
        Vector512<float> s6a = Vector512.Load(sums + 6 * stride);
        Vector512<float> s7a = Vector512.Load(sums + 7 * stride);
        Vector512<float> s8a = Vector512.Load(sums + 8 * stride);
        nint step = pass.InputPixelStep;
        nint gradientStep = pass.GradientPixelStep;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* gradient = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + channel;
                float* row = input + image * pass.InputImageStep + y * pass.InputRowStep;
                float* p0 = row + offsets[0];
                float* p1 = row + offsets[1];
                float* p2 = row + offsets[2];
                float* p3 = row + offsets[3];
                float* p4 = row + offsets[4];
                float* p5 = row + offsets[5];
                float* p6 = row + offsets[6];
                float* p7 = row + offsets[7];
                float* p8 = row + offsets[8];
                nint end = pass.Width * step;
                for (nint x = 0; x < end; x += step, gradient += gradientStep)
                {
                    Vector512<float> a = Vector512.Load(gradient);
                    Vector512<float> v = Vector512.Create(p0[x]);
                    s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                    v = Vector512.Create(p1[x]);
                    s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                    v = Vector512.Create(p2[x]);
                    s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                    v = Vector512.Create(p3[x]);
                    s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                    v = Vector512.Create(p4[x]);
                    s4a = Vector512.FusedMultiplyAdd(v, a, s4a);
                    v = Vector512.Create(p5[x]);
                    s5a = Vector512.FusedMultiplyAdd(v, a, s5a);
                    v = Vector512.Create(p6[x]);
                    s6a = Vector512.FusedMultiplyAdd(v, a, s6a);
                    v = Vector512.Create(p7[x]);
                    s7a = Vector512.FusedMultiplyAdd(v, a, s7a);
                    v = Vector512.Create(p8[x]);
                    s8a = Vector512.FusedMultiplyAdd(v, a, s8a);
                }
            }
        }
        s0a.Store(sums);
        s1a.Store(sums + stride);
        s2a.Store(sums + 2 * stride);
        s3a.Store(sums + 3 * stride);
        s4a.Store(sums + 4 * stride);
        s5a.Store(sums + 5 * stride);
        s6a.Store(sums + 6 * stride);
        s7a.Store(sums + 7 * stride);
        s8a.Store(sums + 8 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum1x1(in WeightGradientPass pass, float* input, float* sums, int channel)
    {
        nint stride = pass.PaddedChannels;
        Vector512<float> s0a = Vector512.Load(sums);
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
                    Vector512<float> a = Vector512.Load(gradient);
                    Vector512<float> v = Vector512.Create(p[0]);
                    s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                }
            }
        }
        s0a.Store(sums);
    }
}
