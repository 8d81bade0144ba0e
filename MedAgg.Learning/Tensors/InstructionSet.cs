using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MedAgg.Learning.Tensors;

/// <summary>Which instructions the convolution kernels use. All give the same bits; they differ in speed only.</summary>
public enum InstructionSet
{
    /// <summary>One value at a time.</summary>
    Scalar,

    /// <summary>Eight at a time: AVX2 with FMA, or NEON in pairs.</summary>
    Vector256,

    /// <summary>Sixteen at a time: AVX-512.</summary>
    Vector512
}

/// <summary>What this machine can do.</summary>
public static class InstructionSets
{
    /// <summary>False on machines without fused multiply-add: training is right there but hundreds of times slower, and a caller should say so.</summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The sets this machine can use, slowest first.</summary>
    public static IReadOnlyList<InstructionSet> Available { get; } = Find();

    /// <summary>The fastest set of this machine.</summary>
    public static InstructionSet Best => Available[^1];

    private static List<InstructionSet> Find()
    {
        List<InstructionSet> found = [InstructionSet.Scalar];
        if ((Avx2.IsSupported && Fma.IsSupported) || AdvSimd.IsSupported)
            found.Add(InstructionSet.Vector256);
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
            found.Add(InstructionSet.Vector512);
        return found;
    }
}
