namespace MedAgg.Imaging.Samples;

/// <summary>A drawn chest in Hounsfield units: body, two lungs, spine, heart, ribs as a ring, one nodule. Coordinates are LPS millimetres from the body's center.</summary>
internal sealed class ChestPhantom
{
    private readonly double _noduleX;
    private readonly double _noduleY;
    private readonly double _noduleZ;
    private readonly double _noduleRadius;
    private readonly double _scale;
    private readonly SampleRandom _random;

    public ChestPhantom(SampleRandom random)
    {
        _random = random;
        _scale = random.Next(0.94, 1.06);
        _noduleX = random.Next(-95, -60);
        _noduleY = random.Next(-25, 25);
        _noduleZ = random.Next(-12, 12);
        _noduleRadius = random.Next(7, 11);
    }

    /// <summary>One axial slice, row by row from front to back, HU with noise.</summary>
    /// <param name="size">Pixels along each side.</param>
    /// <param name="spacingMm">Millimetres between pixel centers.</param>
    /// <param name="z">Position along the patient axis.</param>
    public short[] Slice(int size, double spacingMm, double z)
    {
        short[] slice = new short[size * size];
        for (int row = 0; row < size; row++)
        {
            double y = (row - ((size - 1) / 2.0)) * spacingMm;
            for (int column = 0; column < size; column++)
            {
                double x = (column - ((size - 1) / 2.0)) * spacingMm;
                slice[(row * size) + column] = (short)Math.Clamp(Math.Round(Density(x / _scale, y / _scale, z) + (_random.Noise() * 12)), -1024, 3071);
            }
        }
        return slice;
    }

    private double Density(double x, double y, double z)
    {
        if (!Inside(x, y, z, 0, 0, 165, 115, 600))
            return -1000;
        if (Distance(x, y, z, _noduleX, _noduleY, _noduleZ) < _noduleRadius)
            return 35;
        if (Inside(x, y, z, 0, 78, 17, 15, 600))
            return 420; // vertebra
        if (Inside(x, y, z, 28, -20, 42, 38, 90))
            return 45; // heart, on the patient's left
        bool isLung = Inside(x, y, z, -76, 5, 55, 78, 130) || Inside(x, y, z, 76, 5, 52, 76, 130);
        if (isLung)
            return -850;
        bool isRib = !Inside(x, y, z, 0, 0, 140, 92, 600) && Inside(x, y, z, 0, 0, 148, 100, 600) && Math.Sin((z / 9) + (Math.Atan2(y, x) * 2)) > 0.55;
        return isRib ? 300 : Inside(x, y, z, 0, 0, 148, 100, 600) ? 40 : -90;
    }

    private static bool Inside(double x, double y, double z, double atX, double atY, double radiusX, double radiusY, double radiusZ)
    {
        double dx = (x - atX) / radiusX;
        double dy = (y - atY) / radiusY;
        double dz = z / radiusZ;
        return (dx * dx) + (dy * dy) + (dz * dz) < 1;
    }

    private static double Distance(double x, double y, double z, double atX, double atY, double atZ) =>
        Math.Sqrt(((x - atX) * (x - atX)) + ((y - atY) * (y - atY)) + ((z - atZ) * (z - atZ)));
}
