using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Rendering;

/// <summary>Colour planes to 8-bit RGB.</summary>
internal static class ColourSpace
{
    /// <param name="plane">Interleaved samples: 2 grey + alpha, 3 colour, 4 colour + alpha or CMYK.</param>
    /// <param name="photometric">DICOM term; YBR_FULL… is converted by PS3.3 section C.7.6.3.1.2, CMYK by its complement.</param>
    /// <param name="bitsStored">Bits of one sample that carry the value.</param>
    public static byte[] ToRgb(PixelArray plane, string? photometric, int bitsStored)
    {
        int samples = plane.Shape[^1];
        byte[] bytes = ToBytes(plane, bitsStored);
        int pixels = bytes.Length / samples;
        byte[] rgb = new byte[pixels * 3];
        bool isYbr = samples == 3 && photometric?.StartsWith("YBR_FULL", StringComparison.Ordinal) == true;
        bool isCmyk = samples == 4 && photometric == "CMYK";
        for (int i = 0; i < pixels; i++)
        {
            ReadOnlySpan<byte> from = bytes.AsSpan(i * samples, samples);
            Span<byte> to = rgb.AsSpan(i * 3, 3);
            if (isYbr)
                Ybr(from, to);
            else if (isCmyk)
                Cmyk(from, to);
            else if (samples >= 3)
                from[..3].CopyTo(to);
            else
                to.Fill(from[0]);
        }
        return rgb;
    }

    private static void Ybr(ReadOnlySpan<byte> from, Span<byte> to)
    {
        double y = from[0];
        double blue = from[1] - 128;
        double red = from[2] - 128;
        to[0] = (byte)Math.Clamp(Math.Round(y + (1.402 * red)), 0, 255);
        to[1] = (byte)Math.Clamp(Math.Round(y - (0.344136 * blue) - (0.714136 * red)), 0, 255);
        to[2] = (byte)Math.Clamp(Math.Round(y + (1.772 * blue)), 0, 255);
    }

    /// <summary>Adobe writes CMYK of JPEG inverted: 255 is no ink.</summary>
    private static void Cmyk(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int s = 0; s < 3; s++)
            to[s] = (byte)(from[s] * from[3] / 255);
    }

    private static byte[] ToBytes(PixelArray plane, int bitsStored)
    {
        if (plane.Type == PixelType.U8)
            return bitsStored is > 0 and < 8 ? [.. plane.Bytes.Select(v => (byte)(v * 255 / ((1 << bitsStored) - 1)))] : plane.Bytes;
        int shift = Math.Max(0, (bitsStored > 0 ? Math.Min(bitsStored, 16) : 16) - 8);
        byte[] bytes = new byte[plane.Count];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Math.Clamp(plane.Type == PixelType.U16 ? plane.Values<ushort>()[i] >> shift : PixelValue.At(plane, i), 0, 255);
        return bytes;
    }
}
