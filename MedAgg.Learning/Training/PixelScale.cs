namespace MedAgg.Learning.Training;

/// <summary>How raw values become network input: (value - mean) · factor. Measured on the training part only, kept with the model, exported inside it.</summary>
/// <param name="Mean">Mean of all training values.</param>
/// <param name="Factor">1 over their standard deviation; 1 when all values are equal.</param>
public sealed record PixelScale(float Mean, float Factor)
{
    /// <summary>Measures a part; sums of 8-bit values are exact in double.</summary>
    public static PixelScale Of(IImageSource images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        float[] values = new float[images.Shape.Elements];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < images.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            images.Read(i, values);
            foreach (float value in values)
            {
                sum += value;
                squares += (double)value * value;
            }
        }
        double count = (double)images.Count * values.Length;
        double mean = count == 0 ? 0 : sum / count;
        double variance = count == 0 ? 0 : squares / count - mean * mean;
        return new PixelScale((float)mean, variance > 1e-12 ? (float)(1 / Math.Sqrt(variance)) : 1);
    }

    /// <summary>Scales in place.</summary>
    public void Apply(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (values[i] - Mean) * Factor;
    }
}
