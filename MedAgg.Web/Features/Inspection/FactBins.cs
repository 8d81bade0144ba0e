using System.Globalization;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The bins of measured values, as words of addresses.</summary>
public static class FactBins
{
    public const double StepMm = 0.5;
    public const int StepYears = 5;
    public const int PooledFromYears = 90;
    public const string PooledAge = "90+";

    /// <summary>The lower bound of a bin of half a millimetre, <c>1.5</c>; null for nothing, negative or not finite.</summary>
    public static string? Millimetres(double? value) =>
        value is { } mm && double.IsFinite(mm) && mm >= 0
            ? (Math.Floor(Math.Round(mm, 6) / StepMm) * StepMm).ToString("0.#", CultureInfo.InvariantCulture)
            : null;

    /// <summary>A bin of five years, <c>40–44</c>; ages from 90 on are pooled, as HIPAA asks.</summary>
    public static string? Age(double? years)
    {
        if (years is not { } age || !double.IsFinite(age) || age < 0)
            return null;
        if (age >= PooledFromYears)
            return PooledAge;
        int from = (int)(age / StepYears) * StepYears;
        return string.Create(CultureInfo.InvariantCulture, $"{from}–{from + StepYears - 1}");
    }

    /// <summary>The number that a bin, a size or a bit depth begins with: the order on an axis.</summary>
    public static double LowerBound(string value)
    {
        int end = 0;
        while (end < value.Length && (char.IsAsciiDigit(value[end]) || value[end] == '.'))
            end++;
        return double.TryParse(value.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.MaxValue;
    }
}
