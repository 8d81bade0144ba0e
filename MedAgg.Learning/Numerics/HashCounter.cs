namespace MedAgg.Learning.Numerics;

/// <summary>
/// Random numbers as a pure function of a counter: the same (seed, place) gives the same number on every machine, thread and
/// resumed run. The mixer is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
/// </summary>
public static class HashCounter
{
    /// <summary>64 well mixed bits for a place in a stream.</summary>
    public static ulong Bits(ulong seed, ulong a, ulong b = 0, ulong c = 0) => Mix(Mix(Mix(Mix(seed) ^ a) ^ b) ^ c);

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public static double Unit(ulong seed, ulong a, ulong b = 0, ulong c = 0) => (Bits(seed, a, b, c) >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>An integer in [0, <paramref name="count"/>), by the high half of a 128-bit product.</summary>
    /// <param name="count">How many integers there are, at least 1.</param>
    /// <param name="seed">The stream.</param>
    /// <param name="a">The place in the stream.</param>
    /// <param name="b">The place in the stream.</param>
    /// <param name="c">The place in the stream.</param>
    public static int Below(int count, ulong seed, ulong a, ulong b = 0, ulong c = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)Math.BigMul(Bits(seed, a, b, c), (ulong)count, out _);
    }

    /// <summary>The numbers 0 … <paramref name="count"/>-1 in an order that the seed decides (Fisher and Yates).</summary>
    public static int[] Shuffle(int count, ulong seed)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        for (int i = count - 1; i > 0; i--)
        {
            int j = Below(i + 1, seed, (ulong)i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
