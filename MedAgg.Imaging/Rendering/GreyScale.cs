using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Rendering;

/// <summary>How stored values become grey.</summary>
/// <param name="Slope">Rescale slope; never 0.</param>
/// <param name="Intercept">Rescale intercept.</param>
/// <param name="Window">Window in rescaled units; null for the 1st to 99th percentile.</param>
/// <param name="Invert">True when low values are bright.</param>
/// <param name="BitsStored">Bits that carry the value; higher ones are masked away. 0 for all.</param>
internal readonly record struct GreyMapping(double Slope, double Intercept, DisplayWindow? Window, bool Invert, int BitsStored)
{
    /// <summary>Takes the place of slope and intercept.</summary>
    public ValueLut? ModalityLut { get; init; }

    /// <summary>Takes the place of the window.</summary>
    public ValueLut? VoiLut { get; init; }

    /// <summary>How the window maps (PS3.3 section C.11.2.1.2 and C.11.2.1.3).</summary>
    public VoiFunction Function { get; init; }

    public double Rescale(double value) => ModalityLut?.At(value) ?? ((value * Slope) + Intercept);
}

/// <summary>VOILUTFunction (0028,1056).</summary>
internal enum VoiFunction
{
    Linear,
    LinearExact,
    Sigmoid,
}

/// <summary>Maps a grey plane of any type to 8 bits (PS3.3 sections C.11.1 and C.11.2).</summary>
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
            rescaled[i] = mapping.Rescale(value);
        }
        ReadOnlySpan<byte> narrow = plane.Bytes;
        ReadOnlySpan<ushort> wide = isWide ? plane.Values<ushort>() : default;
        (double low, double high, bool isExact) = Limits(mapping, () => Percentiles(plane, rescaled, isWide));
        byte[] table = new byte[size];
        for (int i = 0; i < size; i++)
            table[i] = Grey(rescaled[i], low, high, isExact, mapping);
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
        GreyMapping map = mapping;
        (double low, double high, bool isExact) = Limits(mapping, () => SampledPercentiles(plane, map));
        for (int i = 0; i < grey.Length; i++)
        {
            double value = mapping.Rescale(PixelValue.At(plane, i));
            grey[i] = double.IsFinite(value) ? Grey(value, low, high, isExact, mapping) : (byte)0;
        }
        return grey;
    }

    private static (double Low, double High) SampledPercentiles(PixelArray plane, in GreyMapping mapping)
    {
        int step = (int)Math.Max(1, plane.Count / SampledValues);
        List<double> values = [];
        for (int i = 0; i < plane.Count; i += step)
        {
            double value = mapping.Rescale(PixelValue.At(plane, i));
            if (double.IsFinite(value))
                values.Add(value);
        }
        values.Sort();
        return values.Count == 0 ? (0, 0) : (values[(int)(0.01 * (values.Count - 1))], values[(int)(0.99 * (values.Count - 1))]);
    }

    /// <summary>Lowest and highest value shown. A DICOM window has its own linear function, percentiles are taken as they are.</summary>
    private static (double Low, double High, bool IsExact) Limits(in GreyMapping mapping, Func<(double Low, double High)> percentiles)
    {
        if (mapping.VoiLut is not null)
            return (0, 0, true);
        if (mapping.Window is { Width: > 0 } window)
        {
            // C.11.2.1.2.1: the linear function counts from the middle of a value, the exact one and the sigmoid from its edge.
            double center = mapping.Function == VoiFunction.Linear ? window.Center - 0.5 : window.Center;
            double half = mapping.Function == VoiFunction.Linear ? Math.Max(0, window.Width - 1) / 2 : window.Width / 2;
            return (center - half, center + half, true);
        }
        (double low, double high) = percentiles();
        return (low, high, false);
    }

    private static byte Grey(double value, double low, double high, bool isExact, in GreyMapping mapping)
    {
        double share = mapping.VoiLut is { } lut ? lut.Share(value)
            : isExact && mapping.Function == VoiFunction.Sigmoid ? 1 / (1 + Math.Exp(-4 * (value - ((low + high) / 2)) / (high - low)))
            : value <= low ? 0 : value > high ? 1 : high > low ? (value - low) / (high - low) : 0.5;
        if (!isExact && high <= low)
            share = 0.5; // a plane of one value
        byte grey = (byte)Math.Round(share * 255);
        return mapping.Invert ? (byte)(255 - grey) : grey;
    }
}
