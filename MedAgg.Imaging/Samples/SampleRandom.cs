namespace MedAgg.Imaging.Samples;

/// <summary>SplitMix64: the same numbers on every platform and runtime, which <see cref="Random"/> does not promise.</summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 … 1, 1 excluded.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Next(double low, double high) => low + (Next() * (high - low));

    /// <summary>About normal, mean 0, deviation 1: twelve uniform numbers added.</summary>
    public double Noise()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
            sum += Next();
        return sum;
    }
}
