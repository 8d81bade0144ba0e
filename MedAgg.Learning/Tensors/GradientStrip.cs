namespace MedAgg.Learning.Tensors;

/// <summary>
/// The gradient of some channels of a strip, copied to neighbouring places. In a tensor of 128 channels the same channels of two pixels lie 512
/// bytes apart, and a first-level cache keeps only a few lines at such distances.
/// </summary>
internal static unsafe class GradientStrip
{
    /// <summary>Most pixels that are copied; larger strips are read where they are.</summary>
    public const int MostPixels = 256;

    private const int LeastWindowValues = 512; // each copied value is read so often
    private const int LeastPixelStep = 128;

    /// <summary>Floats of the place for a number of channels, with room to align it.</summary>
    public static int ValuesOf(int channels) => MostPixels * channels + 16;

    /// <summary>The pass over a copy of <paramref name="channels"/> channels from <paramref name="first"/>; the pass itself where a copy does not pay.</summary>
    public static WeightGradientPass Of(in WeightGradientPass pass, int first, int channels, float* place)
    {
        bool pays = pass.WindowValues >= LeastWindowValues && pass.GradientPixelStep >= LeastPixelStep;
        if (!pays || pass.Images * pass.Height * pass.Width > MostPixels)
            return pass;
        float* aligned = (float*)(((nuint)place + 63) & ~(nuint)63);
        float* to = aligned;
        for (int image = 0; image < pass.Images; image++)
        {
            for (int y = 0; y < pass.Height; y++)
            {
                float* from = pass.Gradient + image * pass.GradientImageStep + y * pass.GradientRowStep + first;
                for (int x = 0; x < pass.Width; x++, from += pass.GradientPixelStep, to += channels)
                    new ReadOnlySpan<float>(from, channels).CopyTo(new Span<float>(to, channels));
            }
        }
        WeightGradientPass packed = pass;
        packed.Gradient = aligned - first;
        packed.GradientPixelStep = channels;
        packed.GradientRowStep = (nint)pass.Width * channels;
        packed.GradientImageStep = (nint)pass.Height * pass.Width * channels;
        return packed;
    }
}
