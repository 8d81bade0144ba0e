using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Samples;

/// <summary>A drawing that looks a little like a chest radiograph: 256 × 256, 8-bit grey.</summary>
internal static class RadiographDrawing
{
    private const int Size = 256;

    /// <param name="random">Varies anatomy and noise.</param>
    /// <param name="hasOpacity">Draws a soft bright spot in one lung.</param>
    public static DisplayImage Draw(SampleRandom random, bool hasOpacity)
    {
        double lungY = random.Next(118, 130);
        double width = random.Next(0.95, 1.05);
        double shift = random.Next(-4, 4);
        bool isRight = random.Next() < 0.5;
        double spotX = 128 + shift + ((isRight ? -1 : 1) * random.Next(40, 60));
        double spotY = random.Next(95, 165);
        double spotRadius = random.Next(12, 20);
        byte[] data = new byte[Size * Size];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                double value = 150;
                value -= 95 * Soft(x, y, 128 + shift - (52 * width), lungY, 38 * width, 80);
                value -= 95 * Soft(x, y, 128 + shift + (52 * width), lungY, 36 * width, 78);
                value += 45 * Soft(x, y, 128 + shift, 128, 10, 140); // spine
                value += 40 * Soft(x, y, 142 + shift, 160, 34, 40); // heart
                value += 12 * Math.Max(0, Math.Sin((y + (Math.Abs(x - 128) * 0.35)) / 5.2)) * Soft(x, y, 128, 120, 100, 95); // ribs
                value -= 110 * (1 - Soft(x, y, 128, 150, 122, 190)); // outside the body
                if (hasOpacity)
                    value += 75 * Soft(x, y, spotX, spotY, spotRadius, spotRadius);
                data[(y * Size) + x] = (byte)Math.Clamp(Math.Round(value + (random.Noise() * 5)), 0, 255);
            }
        }
        return new DisplayImage(Size, Size, 1, 8, data);
    }

    /// <summary>1 inside an ellipse, falling to 0 over its outer third.</summary>
    private static double Soft(double x, double y, double atX, double atY, double radiusX, double radiusY)
    {
        double dx = (x - atX) / radiusX;
        double dy = (y - atY) / radiusY;
        double distance = Math.Sqrt((dx * dx) + (dy * dy));
        double t = Math.Clamp((1.15 - distance) / 0.35, 0, 1);
        return t * t * (3 - (2 * t));
    }
}
