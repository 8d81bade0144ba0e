using MedAgg.Learning.Numerics;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Learning.Tests.Training;

/// <summary>Noise with a bright blob in the positive ones: separable, at a place that varies.</summary>
internal static class TinyImages
{
    public const int Side = 12;

    public static ByteImages Blobs(int count, ulong seed, int classes = 2)
    {
        byte[] pixels = new byte[count * Side * Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % classes;
            int centerY = 3 + HashCounter.Below(Side - 6, seed, 1, (ulong)i);
            int centerX = 3 + HashCounter.Below(Side - 6, seed, 2, (ulong)i);
            for (int p = 0; p < Side * Side; p++)
            {
                int distance = Math.Max(Math.Abs(p / Side - centerY), Math.Abs(p % Side - centerX));
                int blob = labels[i] == 1 && distance <= 1 ? 120 : labels[i] == 2 && distance == 3 ? 100 : 0;
                pixels[i * Side * Side + p] = (byte)(60 + HashCounter.Below(50, seed, 3, (ulong)i, (ulong)p) + blob);
            }
        }
        return ByteImages.Of(new TensorShape(Side, Side, 1), pixels, labels).Value!;
    }
}
