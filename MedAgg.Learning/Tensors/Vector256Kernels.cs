using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <summary>Six pixels by 16 channels in the 16 registers of AVX2: twelve running sums, two weights, one pixel value.</summary>
internal sealed unsafe partial class Vector256Kernels : ConvolutionKernels
{
    private const int TilePixels = 6;

    public override void Convolve(in ConvolutionPass pass)
    {
        nint panelStride = (nint)pass.WindowRows * pass.Run * PanelWidth;
        float* spare = stackalloc float[TilePixels * PanelWidth];
        nint* spareOffsets = stackalloc nint[TilePixels];
        for (int i = 0; i < TilePixels; i++)
            spareOffsets[i] = i * PanelWidth;
        for (int first = 0; first < pass.Channels; first += PanelWidth)
        {
            float* panel = pass.Panels + first / PanelWidth * panelStride;
            int valid = Math.Min(PanelWidth, pass.Channels - first);
            bool whole = valid == PanelWidth;
            for (int pixel = 0; pixel < pass.Pixels;)
            {
                int count = pass.Pixels >= TilePixels ? TilePixels : 1;
                // The last tile overlaps the one before it: it writes the same values again.
                int start = Math.Min(pixel, pass.Pixels - count);
                float* output = whole ? pass.Output + first : spare;
                nint* offsets = whole ? pass.OutputOffsets + start : spareOffsets;
                if (count == 1)
                    OnePixel(pass, pass.InputOffsets[start], panel, output + offsets[0]);
                else
                    Tile(pass, pass.InputOffsets + start, panel, output, offsets);
                for (int i = 0; i < count && !whole; i++)
                    new Span<float>(spare + spareOffsets[i], valid).CopyTo(new Span<float>(pass.Output + pass.OutputOffsets[start + i] + first, valid));
                pixel += count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(in ConvolutionPass pass, nint* inputs, float* panel, float* output, nint* outputs)
    {
        Vector256<float> s0a = default, s0b = default;
        Vector256<float> s1a = default, s1b = default;
        Vector256<float> s2a = default, s2b = default;
        Vector256<float> s3a = default, s3b = default;
        Vector256<float> s4a = default, s4b = default;
        Vector256<float> s5a = default, s5b = default;
        float* weights = panel;
        for (int y = 0; y < pass.WindowRows; y++)
        {
            float* row = pass.Input + y * pass.WindowRowStride;
            float* p0 = row + inputs[0];
            float* p1 = row + inputs[1];
            float* p2 = row + inputs[2];
            float* p3 = row + inputs[3];
            float* p4 = row + inputs[4];
            float* p5 = row + inputs[5];
            nint run = pass.Run;
            for (nint k = 0; k < run; k++)
            {
                Vector256<float> a = Vector256.Load(weights);
                Vector256<float> b = Vector256.Load(weights + 8);
                weights += PanelWidth;
                Vector256<float> v = Vector256.Create(p0[k]);
                s0a = Vector256.FusedMultiplyAdd(v, a, s0a);
                s0b = Vector256.FusedMultiplyAdd(v, b, s0b);
                v = Vector256.Create(p1[k]);
                s1a = Vector256.FusedMultiplyAdd(v, a, s1a);
                s1b = Vector256.FusedMultiplyAdd(v, b, s1b);
                v = Vector256.Create(p2[k]);
                s2a = Vector256.FusedMultiplyAdd(v, a, s2a);
                s2b = Vector256.FusedMultiplyAdd(v, b, s2b);
                v = Vector256.Create(p3[k]);
                s3a = Vector256.FusedMultiplyAdd(v, a, s3a);
                s3b = Vector256.FusedMultiplyAdd(v, b, s3b);
                v = Vector256.Create(p4[k]);
                s4a = Vector256.FusedMultiplyAdd(v, a, s4a);
                s4b = Vector256.FusedMultiplyAdd(v, b, s4b);
                v = Vector256.Create(p5[k]);
                s5a = Vector256.FusedMultiplyAdd(v, a, s5a);
                s5b = Vector256.FusedMultiplyAdd(v, b, s5b);
            }
        }
        s0a.Store(output + outputs[0]);
        s0b.Store(output + outputs[0] + 8);
        s1a.Store(output + outputs[1]);
        s1b.Store(output + outputs[1] + 8);
        s2a.Store(output + outputs[2]);
        s2b.Store(output + outputs[2] + 8);
        s3a.Store(output + outputs[3]);
        s3b.Store(output + outputs[3] + 8);
        s4a.Store(output + outputs[4]);
        s4b.Store(output + outputs[4] + 8);
        s5a.Store(output + outputs[5]);
        s5b.Store(output + outputs[5] + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnePixel(in ConvolutionPass pass, nint input, float* panel, float* output)
    {
        Vector256<float> sa = default, sb = default;
        float* weights = panel;
        float* row = pass.Input + input;
        for (int y = 0; y < pass.WindowRows; y++, row += pass.WindowRowStride)
        {
            for (int k = 0; k < pass.Run; k++, weights += PanelWidth)
            {
                Vector256<float> v = Vector256.Create(row[k]);
                sa = Vector256.FusedMultiplyAdd(v, Vector256.Load(weights), sa);
                sb = Vector256.FusedMultiplyAdd(v, Vector256.Load(weights + 8), sb);
            }
        }
        sa.Store(output);
        sb.Store(output + 8);
    }
}
