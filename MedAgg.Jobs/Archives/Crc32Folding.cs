using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// CRC-32 by carry-less multiplication: four lanes of 16 bytes are folded 64 bytes ahead, then into one lane, then reduced by Barrett's method.
/// Source of method and constants: V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel, 2009 (bit-reflected form).
/// </summary>
internal static class Crc32Folding
{
    private const int LaneBytes = 16;
    private const int BlockBytes = 4 * LaneBytes;
    private const byte LowByLow = 0x00;
    private const byte LowByHigh = 0x10;
    private const byte HighByHigh = 0x11;

    // x^(512+64) and x^512, x^(128+64) and x^128, x^64 modulo the polynomial; the polynomial and the quotient for the reduction.
    private static readonly Vector128<ulong> FourLanes = Vector128.Create(0x01_5444_2BD4UL, 0x01_C6E4_1596UL);
    private static readonly Vector128<ulong> OneLane = Vector128.Create(0x01_7519_97D0UL, 0x00_CCAA_009EUL);
    private static readonly Vector128<ulong> HalfLane = Vector128.Create(0x01_63CD_6124UL, 0UL);
    private static readonly Vector128<ulong> Reduction = Vector128.Create(0x01_DB71_0641UL, 0x01_F701_1641UL);
    private static readonly Vector128<ulong> EvenWords = Vector128.Create(0x0000_0000_FFFF_FFFFUL, 0x0000_0000_FFFF_FFFFUL);

    /// <param name="crc">The register, bits inverted as the algorithm keeps them.</param>
    /// <param name="bytes">The bytes to take in.</param>
    /// <returns>Bytes taken in: a multiple of 16, or none when they are few or the processor cannot.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Fold(ref uint crc, ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < BlockBytes)
            return 0;
        ReadOnlySpan<Vector128<ulong>> lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        Vector128<ulong> a = lanes[0] ^ Vector128.CreateScalar(crc).AsUInt64();
        Vector128<ulong> b = lanes[1];
        Vector128<ulong> c = lanes[2];
        Vector128<ulong> d = lanes[3];
        int i = 4;
        for (; i + 4 <= lanes.Length; i += 4)
        {
            a = Ahead(a, FourLanes) ^ lanes[i];
            b = Ahead(b, FourLanes) ^ lanes[i + 1];
            c = Ahead(c, FourLanes) ^ lanes[i + 2];
            d = Ahead(d, FourLanes) ^ lanes[i + 3];
        }

        a = Ahead(a, OneLane) ^ b;
        a = Ahead(a, OneLane) ^ c;
        a = Ahead(a, OneLane) ^ d;
        for (; i < lanes.Length; i++)
            a = Ahead(a, OneLane) ^ lanes[i];
        crc = Reduce(a);
        return i * LaneBytes;
    }

    private static Vector128<ulong> Ahead(Vector128<ulong> lane, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(lane, powers, LowByLow) ^ Pclmulqdq.CarrylessMultiply(lane, powers, HighByHigh);

    private static uint Reduce(Vector128<ulong> lane)
    {
        Vector128<ulong> half = Sse2.ShiftRightLogical128BitLane(lane, 8) ^ Pclmulqdq.CarrylessMultiply(lane, OneLane, LowByHigh);
        half = Sse2.ShiftRightLogical128BitLane(half, 4) ^ Pclmulqdq.CarrylessMultiply(half & EvenWords, HalfLane, LowByLow);
        Vector128<ulong> quotient = Pclmulqdq.CarrylessMultiply(half & EvenWords, Reduction, LowByHigh) & EvenWords;
        return (half ^ Pclmulqdq.CarrylessMultiply(quotient, Reduction, LowByLow)).AsUInt32()[1];
    }
}
