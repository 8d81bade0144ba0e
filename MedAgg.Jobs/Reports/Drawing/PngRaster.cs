using MedAgg.Imaging.Pixels;
using MedAgg.Imaging.Png;

namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>Draws a picture as PNG without a browser or a font file: the same bytes on every machine.</summary>
public static class PngRaster
{
    /// <summary>The file.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="scale">Pixels of the file per px of the picture; 1 … 8.</param>
    public static byte[] Draw(Picture picture, int scale = 2)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 8);
        RasterCanvas canvas = new((int)Math.Ceiling(picture.Width * scale), (int)Math.Ceiling(picture.Height * scale));
        foreach (Shape shape in picture.Shapes)
            Draw(canvas, shape, scale);
        using MemoryStream png = new();
        PngWriter.Write(png, new DisplayImage(canvas.Width, canvas.Height, 3, 8, canvas.Rgb));
        return png.ToArray();
    }

    private static void Draw(RasterCanvas canvas, Shape shape, int scale)
    {
        switch (shape)
        {
            case Stroke line:
                canvas.Stroke(Dashes.Of(Scaled(line.Points, scale), [.. line.Dash.Select(length => length * scale)]), line.Width * scale, line.Ink.Light);
                break;
            case Marker marker:
                canvas.Fill(Scaled(MarkerOutline.Of(marker, marker.Radius + 0.7), scale), Ink.Paper.Light);
                canvas.Fill(Scaled(MarkerOutline.Of(marker), scale), marker.Ink.Light);
                break;
            case Box box:
                Place[] corners = [new(box.X, box.Y), new(box.X + box.Width, box.Y), new(box.X + box.Width, box.Y + box.Height), new(box.X, box.Y + box.Height)];
                canvas.Fill(Scaled(corners, scale), box.Fill.Light);
                if (box.Edge is not null)
                    canvas.Stroke([Scaled([.. corners, corners[0]], scale)], scale, box.Edge.Light);
                break;
            case Label label:
                canvas.Stroke([.. StrokeFont.Lay(label).Select(line => Scaled(line, scale))], label.Size * (label.IsBold ? 0.13 : 0.09) * scale, label.Ink.Light);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "This shape has no pixels.");
        }
    }

    private static IReadOnlyList<Place> Scaled(IReadOnlyList<Place> points, int scale) => [.. points.Select(point => new Place(point.X * scale, point.Y * scale))];
}
