namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>Words as lines: a plain font of strokes for Latin and Cyrillic, so that a picture needs no font of the machine.</summary>
internal static class StrokeFont
{
    /// <summary>Parts of the font size per unit of the grid: capitals are ten units high.</summary>
    private const double Unit = 0.072;
    private const double Between = 2;
    private const double SmallTop = 3;
    private const int Smoothness = 5;

    private static readonly Dictionary<char, Glyph> Glyphs = Read();

    /// <summary>Width of words in px.</summary>
    public static double WidthOf(string text, double size) => text.Length == 0 ? 0 : (text.Sum(c => GlyphOf(c).Width + Between) - Between) * Unit * size;

    /// <summary>The lines of a label, where they stand in the picture.</summary>
    public static IReadOnlyList<IReadOnlyList<Place>> Lay(Label label)
    {
        double width = WidthOf(label.Text, label.Size);
        double x = label.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        List<IReadOnlyList<Place>> lines = [];
        foreach (char c in label.Text)
        {
            Glyph glyph = GlyphOf(c);
            double from = x;
            lines.AddRange(glyph.Lines.Select(line => (IReadOnlyList<Place>)[.. line.Select(point => Put(label, from + point.X * Unit * label.Size, (point.Y - 10) * Unit * label.Size))]));
            x += (glyph.Width + Between) * Unit * label.Size;
        }

        return lines;
    }

    private static Place Put(Label label, double x, double y) => label.IsTurned ? new(label.At.X + y, label.At.Y - x) : new(label.At.X + x, label.At.Y + y);

    private static Glyph GlyphOf(char c) => Glyphs.TryGetValue(c, out Glyph? glyph) ? glyph : Glyphs['\uFFFD'];

    private static Dictionary<char, Glyph> Read()
    {
        Dictionary<char, Glyph> glyphs = [];
        foreach ((string characters, int width, string lines) in StrokeGlyphs.All)
        {
            Glyph glyph = new(width, [.. lines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Line)]);
            foreach (char c in characters)
                glyphs[c] = glyph;
        }

        // Most small letters of Russian are its capitals, lower.
        foreach (char c in "вгджзийклмнптцчшщъыьэюя")
        {
            Glyph capital = glyphs[char.ToUpperInvariant(c)];
            glyphs[c] = new(capital.Width * 0.85, [.. capital.Lines.Select(line => (IReadOnlyList<Place>)[.. line.Select(point => new Place(point.X * 0.85, SmallTop + point.Y * (10 - SmallTop) / 10))])]);
        }

        return glyphs;
    }

    // "~" before a line makes it a curve through its points (Catmull and Rom, 1974).
    private static IReadOnlyList<Place> Line(string text)
    {
        string digits = text.TrimStart('~');
        Place[] points = [.. Enumerable.Range(0, digits.Length / 2).Select(i => new Place(Convert.ToInt32(digits.Substring(i * 2, 1), 16), Convert.ToInt32(digits.Substring(i * 2 + 1, 1), 16)))];
        if (digits.Length == text.Length || points.Length < 3)
            return points;
        bool isClosed = points[0] == points[^1];
        List<Place> curve = [points[0]];
        for (int i = 0; i < points.Length - 1; i++)
        {
            Place before = i > 0 ? points[i - 1] : isClosed ? points[^2] : points[0];
            Place after = i < points.Length - 2 ? points[i + 2] : isClosed ? points[1] : points[^1];
            for (int step = 1; step <= Smoothness; step++)
            {
                double t = (double)step / Smoothness;
                curve.Add(new(Between4(before.X, points[i].X, points[i + 1].X, after.X, t), Between4(before.Y, points[i].Y, points[i + 1].Y, after.Y, t)));
            }
        }

        return curve;
    }

    private static double Between4(double a, double b, double c, double d, double t) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

    private sealed record Glyph(double Width, IReadOnlyList<IReadOnlyList<Place>> Lines);
}
