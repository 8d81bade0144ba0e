namespace MedAgg.Learning.Numerics;

/// <summary>The standard normal distribution, to about 1e-14: a series in the middle and a continued fraction in the tails (Abramowitz and Stegun 26.2.11, 26.2.14).</summary>
public static class Normal
{
    private const double InverseRootTwoPi = 0.3989422804014326779399461;

    /// <summary>Probability of a value at or below x.</summary>
    public static double Cumulative(double x) => x < 0 ? UpperTail(-x) : 1 - UpperTail(x);

    /// <summary>Probability of a value above x.</summary>
    public static double UpperTail(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x < 0)
            return 1 - UpperTail(-x);
        double density = InverseRootTwoPi * Portable.Exp(-x * x / 2);
        if (x < 3)
        {
            double term = x;
            double sum = x;
            for (int i = 3; i < 200 && term > sum * 1e-18; i += 2)
            {
                term *= x * x / i;
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = x;
        for (int i = 120; i >= 1; i--)
            fraction = x + i / fraction;
        return density / fraction;
    }

    /// <summary>The value below which a share <paramref name="p"/> of the distribution lies.</summary>
    /// <param name="p">A share strictly between 0 and 1.</param>
    public static double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile needs a share strictly between 0 and 1.");
        if (p > 0.5)
            return -Quantile(1 - p);
        double low = -39;
        double high = 0;
        for (int i = 0; i < 200 && high - low > 1e-15 * Math.Max(1, -low); i++)
        {
            double middle = (low + high) / 2;
            if (Cumulative(middle) < p)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>How many standard errors a two-sided interval of this level spans to each side; 1.95996… for 0.95.</summary>
    /// <param name="level">Coverage strictly between 0 and 1.</param>
    public static double TwoSided(double level) => -Quantile((1 - level) / 2);
}
