using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Rendering;

/// <summary>How stored values become grey.</summary>
/// <param name="Slope">Rescale slope; never 0.</param>
/// <param name="Intercept">Rescale intercept.</param>
/// <param name="Window">Window in rescaled units; null for the 1st to 99th percentile.</param>
/// <param name="Invert">True when low values are bright.</param>
/// <param name="BitsStored">Bits that carry the value; higher ones are masked away. 0 for all.</param>
internal readonly record struct GreyMapping(double Slope, double Intercept, DisplayWindow? Window, bool Invert, int BitsStored);

/// <summary>Maps a grey plane of any type to 8 bits (PS3.3 sections C.11.1.1.2 and C.11.2.1.2.1).</summary>
internal static class GreyScale
{
    private const int SampledValues = 1 << 20;

    public static byte[] Map(PixelArray plane, in GreyMapping mapping) => plane.Type switch
    {
        PixelType.U8 or PixelType.I8 or PixelType.U16 or PixelType.I16 => ByTable(plane, mapping),
        _ => ByValue(plane, mapping),
    };

    private static byte[] ByTable(PixelArray plane, in GreyMapping mapping)
    {
        bool isWide = plane.Type.SizeBytes() == 2;
        bool isSigned = plane.Type is PixelType.I8 or PixelType.I16;
        int size = isWide ? 65536 : 256;
        int bits = isWide ? 16 : 8;
        int stored = mapping.BitsStored > 0 && mapping.BitsStored < bits ? mapping.BitsStored : bits;
        double[] rescaled = new double[size];
        for (int i = 0; i < size; i++)
        {
            int value = i & ((1 << stored) - 1);
            if (isSigned && (value & (1 << (stored - 1))) != 0)
                value -= 1 << stored;
            rescaled[i] = (value * mapping.Slope) + mapping.Intercept;
        }
        ReadOnlySpan<byte> narrow = plane.Bytes;
        ReadOnlySpan<ushort> wide = isWide ? plane.Values<ushort>() : default;
        (double low, double high, bool isExact) = Limits(mapping, () => Percentiles(plane, rescaled, isWide));
        byte[] table = new byte[size];
        for (int i = 0; i < size; i++)
            table[i] = Grey(rescaled[i], low, high, isExact, mapping.Invert);
        byte[] grey = new byte[plane.Count];
        for (int i = 0; i < grey.Length; i++)
            grey[i] = table[isWide ? wide[i] : narrow[i]];
        return grey;
    }

    private static (double Low, double High) Percentiles(PixelArray plane, double[] rescaled, bool isWide)
    {
        int[] histogram = new int[rescaled.Length];
        if (isWide)
        {
            foreach (ushort value in plane.Values<ushort>())
                histogram[value]++;
        }
        else
        {
            foreach (byte value in plane.Bytes)
                histogram[value]++;
        }
        int[] order = [.. Enumerable.Range(0, rescaled.Length).Where(i => histogram[i] > 0).OrderBy(i => rescaled[i])];
        return order.Length == 0 ? (0, 0) : (At(0.01), At(0.99));

        double At(double share)
        {
            long wanted = (long)(share * (plane.Count - 1));
            long seen = 0;
            foreach (int i in order)
            {
                seen += histogram[i];
                if (seen > wanted)
                    return rescaled[i];
            }
            return rescaled[order[^1]];
        }
    }

    private static byte[] ByValue(PixelArray plane, in GreyMapping mapping)
    {
        long count = plane.Count;
        byte[] grey = new byte[count];
        double slope = mapping.Slope;
        double intercept = mapping.Intercept;
        (double low, double high, bool isExact) = Limits(mapping, () => SampledPercentiles(plane, slope, intercept));
        for (int i = 0; i < grey.Length; i++)
        {
            double value = (PixelValue.At(plane, i) * mapping.Slope) + mapping.Intercept;
            grey[i] = double.IsFinite(value) ? Grey(value, low, high, isExact, mapping.Invert) : (byte)0;
        }
        return grey;
    }

    private static (double Low, double High) SampledPercentiles(PixelArray plane, double slope, double intercept)
    {
        int step = (int)Math.Max(1, plane.Count / SampledValues);
        List<double> values = [];
        for (int i = 0; i < plane.Count; i += step)
        {
            double value = (PixelValue.At(plane, i) * slope) + intercept;
            if (double.IsFinite(value))
                values.Add(value);
        }
        values.Sort();
        return values.Count == 0 ? (0, 0) : (values[(int)(0.01 * (values.Count - 1))], values[(int)(0.99 * (values.Count - 1))]);
    }

    /// <summary>Lowest and highest value shown. A DICOM window has its own linear function, percentiles are taken as they are.</summary>
    private static (double Low, double High, bool IsExact) Limits(in GreyMapping mapping, Func<(double Low, double High)> percentiles)
    {
        if (mapping.Window is { Width: > 0 } window)
            return window.Width > 1 ? (window.Center - 0.5 - ((window.Width - 1) / 2), window.Center - 0.5 + ((window.Width - 1) / 2), true) : (window.Center - 0.5, window.Center - 0.5, true);
        (double low, double high) = percentiles();
        return (low, high, false);
    }

    private static byte Grey(double value, double low, double high, bool isExact, bool invert)
    {
        double share = value <= low ? 0 : value > high ? 1 : high > low ? (value - low) / (high - low) : 0.5;
        if (!isExact && high <= low)
            share = 0.5; // a plane of one value
        byte grey = (byte)Math.Round(share * 255);
        return invert ? (byte)(255 - grey) : grey;
    }
}
