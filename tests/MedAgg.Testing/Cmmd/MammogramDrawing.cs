namespace MedAgg.Testing.Cmmd;

/// <summary>One breast in two views: a half ellipse with a soft edge, clouds of tissue, a mass, specks of calcium. A sixth of CMMD's size.</summary>
internal sealed class MammogramDrawing(MadeRandom random, bool isSecondBatch, bool isRight, bool isBad, bool hasCalcification, bool hasMass)
{
    public const int Rows = 382;
    public const int Columns = 319;

    // The mass stands at the same distance from the nipple line in both views.
    private readonly double _depth = random.Next(0.3, 0.62);
    private readonly double _radius = random.Next(16, 26);
    private readonly double _width = random.Next(0.62, 0.8);
    private readonly double _density = random.Next(0.75, 1.15);

    public byte[] Draw(bool isOblique)
    {
        double middle = Rows * random.Next(0.45, 0.55);
        double massY = middle + Rows * random.Next(-0.16, 0.16);
        double massX = Columns * _width * _depth;
        (double X, double Y, double Radius, double Weight)[] clouds = [.. Enumerable.Range(0, 14).Select(_ => (random.Next(0, Columns * _width), middle + Rows * random.Next(-0.36, 0.36), random.Next(14, 50), random.Next(4, 20) * _density))];
        (double Angle, double Length)[] spicules = [.. Enumerable.Range(0, 11).Select(i => (i * 0.571 + random.Next(-0.15, 0.15), _radius * random.Next(1.5, 2.3)))];
        (double X, double Y)[] specks = [.. Enumerable.Range(0, hasCalcification ? 16 : 0).Select(_ => (massX + random.Noise() * 11, massY + random.Noise() * 11))];
        byte[] pixels = new byte[Rows * Columns];
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                double value = Tissue(x, y, middle, isOblique, clouds);
                if (value > 0 && hasMass)
                    value += Mass(x - massX, y - massY, spicules);
                if (value > 0)
                    value += Specks(x, y, specks);
                pixels[y * Columns + (isRight ? Columns - 1 - x : x)] = (byte)Math.Clamp(value + random.Noise() * (isSecondBatch ? 5 : 2.5), 0, 255);
            }
        }

        return pixels;
    }

    // The second batch comes from another machine: a higher base and a fine raster.
    private double Tissue(int x, int y, double middle, bool isOblique, (double X, double Y, double Radius, double Weight)[] clouds)
    {
        double dx = x / (Columns * _width);
        double dy = (y - middle - (isOblique ? x * 0.12 : 0)) / (Rows * 0.44);
        double inside = 1 - dx * dx - dy * dy;
        if (inside <= 0)
            return 0;
        double value = Math.Min(1, inside * 5) * (isSecondBatch ? 74 : 56);
        foreach ((double cx, double cy, double radius, double weight) in clouds)
        {
            double distance = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (radius * radius);
            if (distance < 4)
                value += weight * Math.Exp(-distance);
        }

        return value + (isSecondBatch ? (x + y) % 6 < 3 ? 6 : -6 : 0);
    }

    private double Mass(double dx, double dy, (double Angle, double Length)[] spicules)
    {
        double distance = Math.Sqrt(dx * dx + dy * dy);
        if (!isBad)
            return distance < _radius ? 26 * (1 - distance / _radius * 0.4) : 0;
        double value = 95 * Math.Exp(-distance * distance / (_radius * _radius));
        foreach ((double angle, double length) in spicules)
        {
            double along = dx * Math.Cos(angle) + dy * Math.Sin(angle);
            double across = Math.Abs(dx * Math.Sin(angle) - dy * Math.Cos(angle));
            if (along > 0 && along < length && across < 2.2)
                value = Math.Max(value, 70 * (1 - along / length * 0.6));
        }

        return value;
    }

    private static double Specks(int x, int y, (double X, double Y)[] specks)
    {
        foreach ((double sx, double sy) in specks)
        {
            if ((x - sx) * (x - sx) + (y - sy) * (y - sy) < 2.3)
                return 80;
        }

        return 0;
    }
}
