using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Sums of gradients over images and pixels, per channel: float along a row, double along rows and images.</summary>
internal static unsafe class BiasGradient
{
    public static void Write(Pass pass, Tensor gradients, float* bias)
    {
        int channels = gradients.Shape.Channels;
        double[] sums = new double[(long)pass.Chunks * channels];
        pass.EachChunk((chunk, first, end) =>
        {
            float[] row = new float[channels];
            for (int image = first; image < end; image++)
            {
                for (int y = 0; y < gradients.Shape.Height; y++)
                {
                    Array.Clear(row);
                    ReadOnlySpan<float> values = gradients.Row(image, y);
                    for (int x = 0; x < gradients.Shape.Width; x++)
                    {
                        for (int c = 0; c < channels; c++)
                            row[c] += values[x * channels + c];
                    }
                    for (int c = 0; c < channels; c++)
                        sums[chunk * channels + c] += row[c];
                }
            }
        });
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            for (int chunk = 0; chunk < pass.Chunks; chunk++)
                sum += sums[chunk * channels + c];
            bias[c] = (float)sum;
        }
    }
}
