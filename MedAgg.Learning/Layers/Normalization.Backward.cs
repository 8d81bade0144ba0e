using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <content>The way back: sums over the batch first, then the gradient by each input.</content>
internal sealed unsafe partial class Normalization
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddGradientSums(int chunk, Tensor inputs, Tensor outputGradients, int image)
    {
        int channels = Input.Channels;
        nint down = inputs.RowStride;
        fixed (double* totals = &_sums[chunk * 2 * _padded])
        {
            for (int y = 0; y < Output.Height; y++)
            {
                for (int c = 0; c < channels; c += Lanes.Width)
                {
                    Vector256<float> scale = Vector256.Load(Scale + c);
                    Vector256<float> shift = Vector256.Load(Shift + c);
                    Vector256<float> mean = Vector256.Load(Mean + c);
                    Vector256<float> inverse = Vector256.Load(Inverse + c);
                    Vector256<float> direct = Vector256<float>.Zero;
                    Vector256<float> weighted = Vector256<float>.Zero;
                    float* input = inputs.Inside(image) + y * _pool * down + c;
                    float* gradient = outputGradients.Inside(image) + y * outputGradients.RowStride + c;
                    for (int x = 0; x < Output.Width; x++, input += _pool * channels, gradient += channels)
                    {
                        Vector256<float> value = Vector256.Load(input);
                        Vector256<float> best = Vector256.FusedMultiplyAdd(value, scale, shift);
                        if (_pool == 2)
                        {
                            Take(input + channels, scale, shift, ref value, ref best);
                            Take(input + down, scale, shift, ref value, ref best);
                            Take(input + down + channels, scale, shift, ref value, ref best);
                        }
                        Vector256<float> g = Vector256.Load(gradient) & Vector256.GreaterThan(best, _floor);
                        direct += g;
                        weighted = Vector256.FusedMultiplyAdd(g, (value - mean) * inverse, weighted);
                    }
                    AddTo(totals + c, direct);
                    AddTo(totals + _padded + c, weighted);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(float* place, Vector256<float> scale, Vector256<float> shift, ref Vector256<float> value, ref Vector256<float> best)
    {
        Vector256<float> other = Vector256.Load(place);
        Vector256<float> made = Vector256.FusedMultiplyAdd(other, scale, shift);
        Vector256<float> larger = Vector256.GreaterThan(made, best);
        value = Vector256.ConditionalSelect(larger, other, value);
        best = Vector256.ConditionalSelect(larger, made, best);
    }

    private void WriteParameterGradients(Pass pass)
    {
        double count = (double)pass.Images * Input.Pixels;
        for (int c = 0; c < Input.Channels; c++)
        {
            (double direct, double weighted) = Total(pass.Chunks, c);
            pass.Parameters.GradientsOf(_beta)[c] = (float)direct;
            pass.Parameters.GradientsOf(_gamma)[c] = (float)weighted;
            double k0 = pass.Parameters.ValuesOf(_gamma)[c] * _batchInverse[c];
            double k2 = -k0 * weighted * _batchInverse[c] / count;
            K0[c] = (float)k0;
            K2[c] = (float)k2;
            K1[c] = (float)(-k0 * direct / count - k2 * _batchMean[c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackToInput(Tensor inputs, Tensor outputGradients, Tensor inputGradients, int image)
    {
        int channels = Input.Channels;
        nint down = inputs.RowStride;
        for (int y = 0; y < Output.Height; y++)
        {
            float* input = inputs.Inside(image) + y * _pool * down;
            float* back = inputGradients.Inside(image) + y * _pool * down;
            float* gradient = outputGradients.Inside(image) + y * outputGradients.RowStride;
            for (int x = 0; x < Output.Width; x++, input += _pool * channels, back += _pool * channels, gradient += channels)
            {
                for (int c = 0; c < channels; c += Lanes.Width)
                    BackCell(input + c, back + c, gradient + c, c, channels, down);
            }
        }
        if (_pool == 2)
            BackRest(inputs, inputGradients, image);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BackCell(float* input, float* back, float* gradient, int c, int channels, nint down)
    {
        Vector256<float> scale = Vector256.Load(Scale + c);
        Vector256<float> shift = Vector256.Load(Shift + c);
        Vector256<float> k1 = Vector256.Load(K1 + c);
        Vector256<float> k2 = Vector256.Load(K2 + c);
        Vector256<float> g = Vector256.Load(gradient) * Vector256.Load(K0 + c);
        Vector256<float> v0 = Vector256.Load(input);
        Vector256<float> a0 = Vector256.FusedMultiplyAdd(v0, scale, shift);
        if (_pool == 1)
        {
            g &= Vector256.GreaterThan(a0, _floor);
            Lanes.Store(Vector256.FusedMultiplyAdd(v0, k2, k1) + g, back, channels - c);
            return;
        }
        Vector256<float> v1 = Vector256.Load(input + channels);
        Vector256<float> v2 = Vector256.Load(input + down);
        Vector256<float> v3 = Vector256.Load(input + down + channels);
        Vector256<float> a1 = Vector256.FusedMultiplyAdd(v1, scale, shift);
        Vector256<float> a2 = Vector256.FusedMultiplyAdd(v2, scale, shift);
        Vector256<float> a3 = Vector256.FusedMultiplyAdd(v3, scale, shift);
        Vector256<float> best = Larger(Larger(Larger(a0, a1), a2), a3);
        g &= Vector256.GreaterThan(best, _floor);
        // Of equal values the first one takes the gradient.
        Vector256<float> m0 = Vector256.Equals(a0, best);
        Vector256<float> m1 = Vector256.AndNot(Vector256.Equals(a1, best), m0);
        Vector256<float> taken = m0 | m1;
        Vector256<float> m2 = Vector256.AndNot(Vector256.Equals(a2, best), taken);
        taken |= m2;
        Vector256<float> m3 = Vector256.AndNot(Vector256.Equals(a3, best), taken);
        Lanes.Store(Vector256.FusedMultiplyAdd(v0, k2, k1) + (g & m0), back, channels - c);
        Lanes.Store(Vector256.FusedMultiplyAdd(v1, k2, k1) + (g & m1), back + channels, channels - c);
        Lanes.Store(Vector256.FusedMultiplyAdd(v2, k2, k1) + (g & m2), back + down, channels - c);
        Lanes.Store(Vector256.FusedMultiplyAdd(v3, k2, k1) + (g & m3), back + down + channels, channels - c);
    }

    // An odd last row or column is in no pool, but it is in the batch statistics.
    private void BackRest(Tensor inputs, Tensor inputGradients, int image)
    {
        for (int y = 0; y < Input.Height; y++)
        {
            for (int x = y < 2 * Output.Height ? 2 * Output.Width : 0; x < Input.Width; x++)
            {
                nint place = y * inputs.RowStride + (nint)x * Input.Channels;
                float* input = inputs.Inside(image) + place;
                float* back = inputGradients.Inside(image) + place;
                for (int c = 0; c < Input.Channels; c++)
                    back[c] = MathF.FusedMultiplyAdd(input[c], K2[c], K1[c]) + 0f;
            }
        }
    }
}
