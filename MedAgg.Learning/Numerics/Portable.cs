namespace MedAgg.Learning.Numerics;

/// <summary>
/// Elementary functions from + - * / and square root only. IEEE 754 fixes these to the last bit, while the C library behind
/// <see cref="Math"/> differs between systems: a training run must not.
/// </summary>
public static class Portable
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power x, relative error below 1e-15. Below -708 it is 0, above 709 infinity.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709)
            return double.PositiveInfinity;
        if (x < -708)
            return 0;
        double n = Math.Round(x * Log2E);
        double r = x - n * Ln2High - n * Ln2Low;
        double sum = 1;
        double term = 1;
        for (int i = 1; i <= 16; i++)
        {
            term *= r / i;
            sum += term;
        }
        // In two steps: 2^1024 does not exist, while the product may.
        long half = (long)n / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((long)n - half);
    }

    /// <summary>ln(1 + y) for y in [0, 1], relative error below 1e-15.</summary>
    public static double Log1p(double y)
    {
        double u = y / (2 + y);
        double square = u * u;
        double sum = 0;
        double power = u;
        for (int i = 1; i < 40; i += 2)
        {
            sum += power / i;
            power *= square;
        }
        return 2 * sum;
    }

    /// <summary>Natural logarithm. Zero gives minus infinity, negative numbers give NaN.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54 lifts a subnormal number
            exponent = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)((bits >> 52) & 0x7FF) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        double u = (mantissa - 1) / (mantissa + 1);
        double square = u * u;
        double sum = 0;
        for (int i = 25; i >= 1; i -= 2)
            sum = sum * square + 1.0 / i;
        return exponent * Ln2High + (exponent * Ln2Low + 2 * u * sum);
    }

    /// <summary>1 / (1 + e^-z), without overflow on either side.</summary>
    public static double Sigmoid(double z)
    {
        double e = Exp(-Math.Abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>ln(1 + e^z), without overflow.</summary>
    public static double Softplus(double z) => Math.Max(z, 0) + Log1p(Exp(-Math.Abs(z)));

    /// <summary>ln(p / (1 - p)), with p kept inside [1e-12, 1 - 1e-12].</summary>
    public static double Logit(double p)
    {
        double inside = Math.Clamp(p, 1e-12, 1 - 1e-12);
        return Log(inside / (1 - inside));
    }

    private static double PowerOfTwo(long exponent) => BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
}
