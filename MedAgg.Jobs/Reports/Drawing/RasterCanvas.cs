using System.Globalization;

namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>White paper of RGB pixels with smoothed lines and areas.</summary>
internal sealed class RasterCanvas
{
    private const int Samples = 4;

    public RasterCanvas(int width, int height)
    {
        Width = width;
        Height = height;
        Rgb = new byte[width * height * 3];
        Array.Fill(Rgb, (byte)255);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Rows from the top, three bytes a pixel.</summary>
    public byte[] Rgb { get; }

    /// <summary>Lines of one colour; where they cross or join they are not darker.</summary>
    public void Stroke(IReadOnlyList<IReadOnlyList<Place>> lines, double width, string colour)
    {
        Area area = Area.Around(lines.SelectMany(line => line), width, Width, Height);
        if (area.IsEmpty)
            return;
        double[] cover = new double[area.Width * area.Height];
        foreach (IReadOnlyList<Place> line in lines)
        {
            for (int i = 1; i < line.Count; i++)
                Cover(cover, area, line[i - 1], line[i], width / 2);
        }

        Blend(cover, area, colour);
    }

    /// <summary>The inside of an outline.</summary>
    public void Fill(IReadOnlyList<Place> outline, string colour)
    {
        Area area = Area.Around(outline, 1, Width, Height);
        if (area.IsEmpty)
            return;
        double[] cover = new double[area.Width * area.Height];
        for (int y = 0; y < area.Height; y++)
        {
            for (int x = 0; x < area.Width; x++)
            {
                int hits = 0;
                for (int sample = 0; sample < Samples * Samples; sample++)
                    hits += IsInside(outline, area.Left + x + (sample % Samples + 0.5) / Samples, area.Top + y + (sample / Samples + 0.5) / Samples) ? 1 : 0;
                cover[y * area.Width + x] = (double)hits / (Samples * Samples);
            }
        }

        Blend(cover, area, colour);
    }

    private static void Cover(double[] cover, Area area, Place from, Place to, double half)
    {
        Area near = Area.Around([from, to], half * 2, area.Left + area.Width, area.Top + area.Height);
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double square = dx * dx + dy * dy;
        for (int y = Math.Max(near.Top, area.Top); y < near.Top + near.Height; y++)
        {
            for (int x = Math.Max(near.Left, area.Left); x < near.Left + near.Width; x++)
            {
                double along = square == 0 ? 0 : Math.Clamp(((x + 0.5 - from.X) * dx + (y + 0.5 - from.Y) * dy) / square, 0, 1);
                double away = Math.Sqrt(Math.Pow(x + 0.5 - from.X - along * dx, 2) + Math.Pow(y + 0.5 - from.Y - along * dy, 2));
                ref double place = ref cover[(y - area.Top) * area.Width + x - area.Left];
                place = Math.Max(place, Math.Clamp(half + 0.5 - away, 0, 1));
            }
        }
    }

    // The rule of even and odd.
    private static bool IsInside(IReadOnlyList<Place> outline, double x, double y)
    {
        bool isInside = false;
        for (int i = 0, j = outline.Count - 1; i < outline.Count; j = i++)
        {
            if (outline[i].Y > y != outline[j].Y > y && x < (outline[j].X - outline[i].X) * (y - outline[i].Y) / (outline[j].Y - outline[i].Y) + outline[i].X)
                isInside = !isInside;
        }

        return isInside;
    }

    private void Blend(double[] cover, Area area, string colour)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            int ink = int.Parse(colour.AsSpan(1 + channel * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (int i = 0; i < cover.Length; i++)
            {
                ref byte pixel = ref Rgb[((area.Top + i / area.Width) * Width + area.Left + i % area.Width) * 3 + channel];
                pixel = (byte)Math.Round(pixel + (ink - pixel) * cover[i]);
            }
        }
    }

    /// <summary>Pixels that something may touch.</summary>
    private readonly record struct Area(int Left, int Top, int Width, int Height)
    {
        public bool IsEmpty => Width <= 0 || Height <= 0;

        public static Area Around(IEnumerable<Place> points, double margin, int width, int height)
        {
            (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
            foreach (Place point in points)
            {
                left = Math.Min(left, point.X);
                top = Math.Min(top, point.Y);
                right = Math.Max(right, point.X);
                bottom = Math.Max(bottom, point.Y);
            }

            if (right < left)
                return default;
            int x = (int)Math.Clamp(Math.Floor(left - margin), 0, width);
            int y = (int)Math.Clamp(Math.Floor(top - margin), 0, height);
            return new(x, y, (int)Math.Clamp(Math.Ceiling(right + margin), 0, width) - x, (int)Math.Clamp(Math.Ceiling(bottom + margin), 0, height) - y);
        }
    }
}
