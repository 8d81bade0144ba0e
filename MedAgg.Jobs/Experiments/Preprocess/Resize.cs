using MedAgg.Learning.Tensors;

namespace MedAgg.Jobs.Experiments.Preprocess;

/// <summary>Brings an 8-bit image to a size: each new pixel is the mean over the area it covers, with pixels at its edges counted by their share.</summary>
internal static class Resize
{
    public static byte[] To(byte[] pixels, TensorShape from, TensorShape to)
    {
        if (from == to)
            return pixels;
        double[] narrow = Along(pixels, from.Height, from.Width, to.Width, from.Channels);
        double[] small = new double[to.Elements];
        (int First, double[] Shares)[] rows = Shares(from.Height, to.Height);
        int stride = to.Width * to.Channels;
        for (int y = 0; y < to.Height; y++)
        {
            for (int k = 0; k < rows[y].Shares.Length; k++)
            {
                for (int i = 0; i < stride; i++)
                    small[y * stride + i] += rows[y].Shares[k] * narrow[(rows[y].First + k) * stride + i];
            }
        }

        return [.. small.Select(v => (byte)Math.Clamp(Math.Round(v), 0, 255))];
    }

    private static double[] Along(byte[] pixels, int rows, int from, int to, int channels)
    {
        (int First, double[] Shares)[] columns = Shares(from, to);
        double[] narrow = new double[rows * to * channels];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < to; x++)
            {
                for (int k = 0; k < columns[x].Shares.Length; k++)
                {
                    for (int c = 0; c < channels; c++)
                        narrow[(y * to + x) * channels + c] += columns[x].Shares[k] * pixels[(y * from + columns[x].First + k) * channels + c];
                }
            }
        }

        return narrow;
    }

    /// <summary>For each new place the first old one and the shares of it and its neighbours, 1 together. Enlarging interpolates between centers.</summary>
    private static (int First, double[] Shares)[] Shares(int from, int to)
    {
        double scale = (double)from / to;
        return [.. Enumerable.Range(0, to).Select(i => scale <= 1 ? Between(i, scale, from) : Covered(i, scale, from))];
    }

    private static (int, double[]) Between(int i, double scale, int from)
    {
        double center = Math.Clamp((i + 0.5) * scale - 0.5, 0, from - 1);
        int first = Math.Min((int)center, Math.Max(0, from - 2));
        return from == 1 ? (0, [1]) : (first, [1 - (center - first), center - first]);
    }

    private static (int, double[]) Covered(int i, double scale, int from)
    {
        double low = i * scale;
        double high = Math.Min(from, low + scale);
        int first = (int)low;
        int end = Math.Min(from, (int)Math.Ceiling(high - 1e-9));
        return (first, [.. Enumerable.Range(first, end - first).Select(k => (Math.Min(high, k + 1) - Math.Max(low, k)) / (high - low))]);
    }
}
