using MedAgg.Learning.Layers;

namespace MedAgg.Learning.Training;

/// <summary>Logits of many images, batch by batch.</summary>
internal static class Inference
{
    public static IReadOnlyList<float[]> Logits(Network network, IImageSource images, PixelScale scale, CancellationToken cancellationToken)
    {
        float[][] logits = new float[images.Count][];
        float[] values = new float[images.Shape.Elements];
        for (int start = 0; start < images.Count; start += network.Options.Images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(network.Options.Images, images.Count - start);
            for (int i = 0; i < count; i++)
            {
                images.Read(start + i, values);
                scale.Apply(values);
                network.SetInput(i, values);
            }
            network.Forward(count);
            for (int i = 0; i < count; i++)
                logits[start + i] = network.Logits(i);
        }
        return logits;
    }
}
