namespace MedAgg.Testing.Cmmd;

/// <summary>SplitMix64: the same numbers everywhere.</summary>
internal sealed class MadeRandom(ulong seed)
{
    private ulong _state = seed;

    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public double Next(double low, double high) => low + Next() * (high - low);

    /// <summary>About normal: twelve uniform numbers added.</summary>
    public double Noise()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
            sum += Next();
        return sum;
    }
}
