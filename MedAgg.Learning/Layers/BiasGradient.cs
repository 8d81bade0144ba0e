using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>Sums of gradients over images and pixels, per channel: float along a row, double along rows and images of a chunk, then over chunks in order.</summary>
internal sealed unsafe class BiasGradient(int chunks, int channels)
{
    private readonly double[] _sums = new double[(long)chunks * channels];

    public void Add(Group group, Tensor gradients)
    {
        Span<double> sums = _sums.AsSpan(group.Chunk * channels, channels);
        if (group.StartsChunk)
            sums.Clear();
        float[] row = new float[channels];
        for (int image = group.First; image < group.End; image++)
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
                    sums[c] += row[c];
            }
        }
    }

    public void Write(Pass pass, float* bias)
    {
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            for (int chunk = 0; chunk < pass.Chunks; chunk++)
                sum += _sums[chunk * channels + c];
            bias[c] = (float)sum;
        }
    }
}
