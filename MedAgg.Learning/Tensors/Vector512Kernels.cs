using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <summary>Eight pixels by 32 channels in registers: 16 running sums hide the latency of a fused multiply-add on every known core.</summary>
internal sealed unsafe partial class Vector512Kernels : ConvolutionKernels
{
    private const int TilePixels = 8;

    public override void Convolve(in ConvolutionPass pass)
    {
        nint panelStride = (nint)pass.WindowRows * pass.Run * PanelWidth;
        float* spare = stackalloc float[NarrowTilePixels * 2 * PanelWidth];
        nint* spareOffsets = stackalloc nint[NarrowTilePixels];
        for (int i = 0; i < NarrowTilePixels; i++)
            spareOffsets[i] = i * 2 * PanelWidth;
        for (int first = 0; first < pass.Channels; first += 2 * PanelWidth)
        {
            float* panel = pass.Panels + first / PanelWidth * panelStride;
            int valid = Math.Min(2 * PanelWidth, pass.Channels - first);
            bool two = valid > PanelWidth;
            bool whole = valid == (two ? 2 * PanelWidth : PanelWidth);
            int tile = !two && pass.Pixels >= NarrowTilePixels ? NarrowTilePixels : pass.Pixels >= TilePixels ? TilePixels : 1;
            for (int pixel = 0; pixel < pass.Pixels;)
            {
                // The last tile overlaps the one before it: it writes the same values again.
                int start = Math.Min(pixel, pass.Pixels - tile);
                float* output = whole ? pass.Output + first : spare;
                nint* offsets = whole ? pass.OutputOffsets + start : spareOffsets;
                if (tile == 1)
                {
                    OnePixel(pass, pass.InputOffsets[start], panel, output + offsets[0]);
                    if (two)
                        OnePixel(pass, pass.InputOffsets[start], panel + panelStride, output + offsets[0] + PanelWidth);
                }
                else if (two)
                {
                    Tile2(pass, pass.InputOffsets + start, panel, panelStride, output, offsets);
                }
                else if (tile == NarrowTilePixels)
                {
                    Tile1x12(pass, pass.InputOffsets + start, panel, output, offsets);
                }
                else
                {
                    Tile1(pass, pass.InputOffsets + start, panel, output, offsets);
                }
                for (int i = 0; i < tile && !whole; i++)
                    new Span<float>(spare + spareOffsets[i], valid).CopyTo(new Span<float>(pass.Output + pass.OutputOffsets[start + i] + first, valid));
                pixel += tile;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2(in ConvolutionPass pass, nint* inputs, float* panel, nint panelStride, float* output, nint* outputs)
    {
        Vector512<float> s0a = default, s0b = default;
        Vector512<float> s1a = default, s1b = default;
        Vector512<float> s2a = default, s2b = default;
        Vector512<float> s3a = default, s3b = default;
        Vector512<float> s4a = default, s4b = default;
        Vector512<float> s5a = default, s5b = default;
        Vector512<float> s6a = default, s6b = default;
        Vector512<float> s7a = default, s7b = default;
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
            float* p6 = row + inputs[6];
            float* p7 = row + inputs[7];
            nint run = pass.Run;
            for (nint k = 0; k < run; k++)
            {
                Vector512<float> a = Vector512.Load(weights);
                Vector512<float> b = Vector512.Load(weights + panelStride);
                weights += PanelWidth;
                Vector512<float> v = Vector512.Create(p0[k]);
                s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                s0b = Vector512.FusedMultiplyAdd(v, b, s0b);
                v = Vector512.Create(p1[k]);
                s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                s1b = Vector512.FusedMultiplyAdd(v, b, s1b);
                v = Vector512.Create(p2[k]);
                s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                s2b = Vector512.FusedMultiplyAdd(v, b, s2b);
                v = Vector512.Create(p3[k]);
                s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                s3b = Vector512.FusedMultiplyAdd(v, b, s3b);
                v = Vector512.Create(p4[k]);
                s4a = Vector512.FusedMultiplyAdd(v, a, s4a);
                s4b = Vector512.FusedMultiplyAdd(v, b, s4b);
                v = Vector512.Create(p5[k]);
                s5a = Vector512.FusedMultiplyAdd(v, a, s5a);
                s5b = Vector512.FusedMultiplyAdd(v, b, s5b);
                v = Vector512.Create(p6[k]);
                s6a = Vector512.FusedMultiplyAdd(v, a, s6a);
                s6b = Vector512.FusedMultiplyAdd(v, b, s6b);
                v = Vector512.Create(p7[k]);
                s7a = Vector512.FusedMultiplyAdd(v, a, s7a);
                s7b = Vector512.FusedMultiplyAdd(v, b, s7b);
            }
        }
        s0a.Store(output + outputs[0]);
        s0b.Store(output + outputs[0] + 16);
        s1a.Store(output + outputs[1]);
        s1b.Store(output + outputs[1] + 16);
        s2a.Store(output + outputs[2]);
        s2b.Store(output + outputs[2] + 16);
        s3a.Store(output + outputs[3]);
        s3b.Store(output + outputs[3] + 16);
        s4a.Store(output + outputs[4]);
        s4b.Store(output + outputs[4] + 16);
        s5a.Store(output + outputs[5]);
        s5b.Store(output + outputs[5] + 16);
        s6a.Store(output + outputs[6]);
        s6b.Store(output + outputs[6] + 16);
        s7a.Store(output + outputs[7]);
        s7b.Store(output + outputs[7] + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1(in ConvolutionPass pass, nint* inputs, float* panel, float* output, nint* outputs)
    {
        Vector512<float> s0a = default;
        Vector512<float> s1a = default;
        Vector512<float> s2a = default;
        Vector512<float> s3a = default;
        Vector512<float> s4a = default;
        Vector512<float> s5a = default;
        Vector512<float> s6a = default;
        Vector512<float> s7a = default;
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
            float* p6 = row + inputs[6];
            float* p7 = row + inputs[7];
            nint run = pass.Run;
            for (nint k = 0; k < run; k++)
            {
                Vector512<float> a = Vector512.Load(weights);
                weights += PanelWidth;
                Vector512<float> v = Vector512.Create(p0[k]);
                s0a = Vector512.FusedMultiplyAdd(v, a, s0a);
                v = Vector512.Create(p1[k]);
                s1a = Vector512.FusedMultiplyAdd(v, a, s1a);
                v = Vector512.Create(p2[k]);
                s2a = Vector512.FusedMultiplyAdd(v, a, s2a);
                v = Vector512.Create(p3[k]);
                s3a = Vector512.FusedMultiplyAdd(v, a, s3a);
                v = Vector512.Create(p4[k]);
                s4a = Vector512.FusedMultiplyAdd(v, a, s4a);
                v = Vector512.Create(p5[k]);
                s5a = Vector512.FusedMultiplyAdd(v, a, s5a);
                v = Vector512.Create(p6[k]);
                s6a = Vector512.FusedMultiplyAdd(v, a, s6a);
                v = Vector512.Create(p7[k]);
                s7a = Vector512.FusedMultiplyAdd(v, a, s7a);
            }
        }
        s0a.Store(output + outputs[0]);
        s1a.Store(output + outputs[1]);
        s2a.Store(output + outputs[2]);
        s3a.Store(output + outputs[3]);
        s4a.Store(output + outputs[4]);
        s5a.Store(output + outputs[5]);
        s6a.Store(output + outputs[6]);
        s7a.Store(output + outputs[7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnePixel(in ConvolutionPass pass, nint input, float* panel, float* output)
    {
        Vector512<float> sa = default;
        float* weights = panel;
        float* row = pass.Input + input;
        for (int y = 0; y < pass.WindowRows; y++, row += pass.WindowRowStride)
        {
            for (int k = 0; k < pass.Run; k++, weights += PanelWidth)
            {
                Vector512<float> v = Vector512.Create(row[k]);
                sa = Vector512.FusedMultiplyAdd(v, Vector512.Load(weights), sa);
            }
        }
        sa.Store(output);
    }
}
