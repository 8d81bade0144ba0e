using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedAgg.Learning.Tensors;

/// <content>Twelve pixels by 16 channels: eight running sums would just hide the latency of a fused multiply-add, twelve do with ease.</content>
internal sealed unsafe partial class Vector512Kernels
{
    private const int NarrowTilePixels = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x12(in ConvolutionPass pass, nint* inputs, float* panel, float* output, nint* outputs)
    {
        Vector512<float> s0 = default;
        Vector512<float> s1 = default;
        Vector512<float> s2 = default;
        Vector512<float> s3 = default;
        Vector512<float> s4 = default;
        Vector512<float> s5 = default;
        Vector512<float> s6 = default;
        Vector512<float> s7 = default;
        Vector512<float> s8 = default;
        Vector512<float> s9 = default;
        Vector512<float> s10 = default;
        Vector512<float> s11 = default;
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
            float* p8 = row + inputs[8];
            float* p9 = row + inputs[9];
            float* p10 = row + inputs[10];
            float* p11 = row + inputs[11];
            nint run = pass.Run;
            for (nint k = 0; k < run; k++)
            {
                Vector512<float> a = Vector512.Load(weights);
                weights += PanelWidth;
                s0 = Vector512.FusedMultiplyAdd(Vector512.Create(p0[k]), a, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Create(p1[k]), a, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Create(p2[k]), a, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Create(p3[k]), a, s3);
                s4 = Vector512.FusedMultiplyAdd(Vector512.Create(p4[k]), a, s4);
                s5 = Vector512.FusedMultiplyAdd(Vector512.Create(p5[k]), a, s5);
                s6 = Vector512.FusedMultiplyAdd(Vector512.Create(p6[k]), a, s6);
                s7 = Vector512.FusedMultiplyAdd(Vector512.Create(p7[k]), a, s7);
                s8 = Vector512.FusedMultiplyAdd(Vector512.Create(p8[k]), a, s8);
                s9 = Vector512.FusedMultiplyAdd(Vector512.Create(p9[k]), a, s9);
                s10 = Vector512.FusedMultiplyAdd(Vector512.Create(p10[k]), a, s10);
                s11 = Vector512.FusedMultiplyAdd(Vector512.Create(p11[k]), a, s11);
            }
        }
        s0.Store(output + outputs[0]);
        s1.Store(output + outputs[1]);
        s2.Store(output + outputs[2]);
        s3.Store(output + outputs[3]);
        s4.Store(output + outputs[4]);
        s5.Store(output + outputs[5]);
        s6.Store(output + outputs[6]);
        s7.Store(output + outputs[7]);
        s8.Store(output + outputs[8]);
        s9.Store(output + outputs[9]);
        s10.Store(output + outputs[10]);
        s11.Store(output + outputs[11]);
    }
}
