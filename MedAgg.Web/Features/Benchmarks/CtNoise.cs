using System.Buffers.Binary;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Pixels that deflate as those of a chest CT do, to about half: a body with the noise of a scanner in air that is nearly still. The same number gives the same pixels.</summary>
internal static class CtNoise
{
    private const int Side = BenchSlices.Side;
    private const int Air = 24;
    private const int Tissue = 1064;
    private const int Lung = 180;

    public static byte[] Slice(int number)
    {
        byte[] pixels = new byte[BenchSlices.PixelBytes];
        ulong state = 0x9E37_79B9_7F4A_7C15UL * (ulong)(number + 1);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x += 2)
            {
                state = Next(state);
                Put(pixels, x, y, (uint)state);
                Put(pixels, x + 1, y, (uint)(state >> 32));
            }
        }

        return pixels;
    }

    private static void Put(byte[] pixels, int x, int y, uint random)
    {
        // Four bytes added are nearly normal, with a standard deviation of 148.
        int noise = (int)((random & 0xFF) + ((random >> 8) & 0xFF) + ((random >> 16) & 0xFF) + (random >> 24)) - 510;
        int value = Density(x, y) switch
        {
            Air => Air + (noise >> 6),
            Lung => Lung + (3 * noise / 16),
            _ => Tissue + (3 * noise / 16),
        };
        BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(2 * ((y * Side) + x)), (ushort)Math.Max(0, value));
    }

    private static int Density(int x, int y)
    {
        int dx = x - (Side / 2);
        int dy = y - (Side / 2);
        if (!Inside(dx, dy, 245, 190))
            return Air;
        return Inside(Math.Abs(dx) - 110, dy, 75, 120) ? Lung : Tissue;
    }

    private static bool Inside(long dx, long dy, long a, long b) => (dx * dx * b * b) + (dy * dy * a * a) <= a * a * b * b;

    // xorshift64
    private static ulong Next(ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        return state ^ (state << 17);
    }
}
