using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Rendering;

/// <summary>Three tables of 8-bit colour and the stored value of their first entry.</summary>
internal sealed record Palette(byte[] Red, byte[] Green, byte[] Blue, int First)
{
    /// <summary>Stored values below the first entry take it, above the last one that (PS3.3 section C.7.6.3.1.5).</summary>
    public byte[] Map(PixelArray plane)
    {
        byte[] rgb = new byte[plane.Count * 3];
        int last = Math.Min(Red.Length, Math.Min(Green.Length, Blue.Length)) - 1;
        for (int i = 0; i < (int)plane.Count; i++)
        {
            int index = (int)Math.Clamp(PixelValue.At(plane, i) - First, 0, last);
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = (Red[index], Green[index], Blue[index]);
        }
        return rgb;
    }
}
