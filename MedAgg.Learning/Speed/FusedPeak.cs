using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Speed;

/// <summary>The most fused multiply-adds a core does, measured: many independent chains in registers, no memory. What a kernel's speed is a share of.</summary>
public static class FusedPeak
{
    private const int Rounds = 100_000;
    private const int Chains512 = 24;
    private const int Chains256 = 12;

    /// <summary>Floating-point operations a second of one core, two for each fused multiply-add; takes about a millisecond.</summary>
    /// <param name="set">Instructions; <see cref="InstructionSet.Scalar"/> uses one value of a vector.</param>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the instructions.</exception>
    public static double Measure(InstructionSet set)
    {
        if (!InstructionSets.Available.Contains(set))
            throw new PlatformNotSupportedException($"This machine has no {set}.");
        long began = Stopwatch.GetTimestamp();
        Run(set);
        return OperationsOf(set) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    internal static double OperationsOf(InstructionSet set) => 2.0 * Rounds * (set switch
    {
        InstructionSet.Vector512 => Chains512 * 16,
        InstructionSet.Vector256 => Chains256 * 8,
        _ => Chains256,
    });

    private static float Run(InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => Wide(),
        InstructionSet.Vector256 => Half(),
        _ => Single(),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Wide()
    {
        Vector512<float> f = Vector512.Create(0.999f);
        Vector512<float> a = f, b = f, c = f, d = f, e = f, g = f, h = f, i = f, j = f, k = f, l = f, m = f;
        Vector512<float> n = f, o = f, p = f, q = f, r = f, s = f, t = f, u = f, v = f, w = f, x = f, y = f;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, f, f);
            b = Vector512.FusedMultiplyAdd(b, f, f);
            c = Vector512.FusedMultiplyAdd(c, f, f);
            d = Vector512.FusedMultiplyAdd(d, f, f);
            e = Vector512.FusedMultiplyAdd(e, f, f);
            g = Vector512.FusedMultiplyAdd(g, f, f);
            h = Vector512.FusedMultiplyAdd(h, f, f);
            i = Vector512.FusedMultiplyAdd(i, f, f);
            j = Vector512.FusedMultiplyAdd(j, f, f);
            k = Vector512.FusedMultiplyAdd(k, f, f);
            l = Vector512.FusedMultiplyAdd(l, f, f);
            m = Vector512.FusedMultiplyAdd(m, f, f);
            n = Vector512.FusedMultiplyAdd(n, f, f);
            o = Vector512.FusedMultiplyAdd(o, f, f);
            p = Vector512.FusedMultiplyAdd(p, f, f);
            q = Vector512.FusedMultiplyAdd(q, f, f);
            r = Vector512.FusedMultiplyAdd(r, f, f);
            s = Vector512.FusedMultiplyAdd(s, f, f);
            t = Vector512.FusedMultiplyAdd(t, f, f);
            u = Vector512.FusedMultiplyAdd(u, f, f);
            v = Vector512.FusedMultiplyAdd(v, f, f);
            w = Vector512.FusedMultiplyAdd(w, f, f);
            x = Vector512.FusedMultiplyAdd(x, f, f);
            y = Vector512.FusedMultiplyAdd(y, f, f);
        }
        return Vector512.Sum(a + b + c + d + e + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x + y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Half()
    {
        Vector256<float> f = Vector256.Create(0.999f);
        Vector256<float> a = f, b = f, c = f, d = f, e = f, g = f, h = f, i = f, j = f, k = f, l = f, m = f;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, f, f);
            b = Vector256.FusedMultiplyAdd(b, f, f);
            c = Vector256.FusedMultiplyAdd(c, f, f);
            d = Vector256.FusedMultiplyAdd(d, f, f);
            e = Vector256.FusedMultiplyAdd(e, f, f);
            g = Vector256.FusedMultiplyAdd(g, f, f);
            h = Vector256.FusedMultiplyAdd(h, f, f);
            i = Vector256.FusedMultiplyAdd(i, f, f);
            j = Vector256.FusedMultiplyAdd(j, f, f);
            k = Vector256.FusedMultiplyAdd(k, f, f);
            l = Vector256.FusedMultiplyAdd(l, f, f);
            m = Vector256.FusedMultiplyAdd(m, f, f);
        }
        return Vector256.Sum(a + b + c + d + e + g + h + i + j + k + l + m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Single()
    {
        float f = 0.999f;
        float a = f, b = f, c = f, d = f, e = f, g = f, h = f, i = f, j = f, k = f, l = f, m = f;
        for (int round = 0; round < Rounds; round++)
        {
            a = MathF.FusedMultiplyAdd(a, f, f);
            b = MathF.FusedMultiplyAdd(b, f, f);
            c = MathF.FusedMultiplyAdd(c, f, f);
            d = MathF.FusedMultiplyAdd(d, f, f);
            e = MathF.FusedMultiplyAdd(e, f, f);
            g = MathF.FusedMultiplyAdd(g, f, f);
            h = MathF.FusedMultiplyAdd(h, f, f);
            i = MathF.FusedMultiplyAdd(i, f, f);
            j = MathF.FusedMultiplyAdd(j, f, f);
            k = MathF.FusedMultiplyAdd(k, f, f);
            l = MathF.FusedMultiplyAdd(l, f, f);
            m = MathF.FusedMultiplyAdd(m, f, f);
        }
        return a + b + c + d + e + g + h + i + j + k + l + m;
    }
}
