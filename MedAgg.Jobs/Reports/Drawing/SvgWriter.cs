using System.Globalization;
using System.Net;
using System.Text;

namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>Writes a picture as SVG: for a page, whose theme it follows, or for a file that stands alone.</summary>
public static class SvgWriter
{
    private const string Fonts = "Segoe UI,Inter,Noto Sans,Roboto,DejaVu Sans Condensed,sans-serif";

    /// <summary>For a page: colours are its design tokens.</summary>
    public static string ForPage(Picture picture) => Write(picture, ink => $"var({ink.Token})", isFile: false);

    /// <summary>For a file: fixed light colours on paper.</summary>
    public static string ForFile(Picture picture) => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Write(picture, ink => ink.Light, isFile: true);

    private static string Write(Picture picture, Func<Ink, string> colour, bool isFile)
    {
        ArgumentNullException.ThrowIfNull(picture);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" viewBox=\"0 0 {N(picture.Width)} {N(picture.Height)}\" width=\"{N(picture.Width)}\" height=\"{N(picture.Height)}\" role=\"img\" aria-label=\"{E(picture.Name)}\" font-family=\"{Fonts}\"><title>{E(picture.Name)}</title><desc>{E(picture.Description)}</desc>");
        if (isFile)
            svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(picture.Width)}\" height=\"{N(picture.Height)}\" fill=\"{Ink.Paper.Light}\"/>");
        foreach (Shape shape in picture.Shapes)
            Draw(svg, shape, colour);
        return svg.Append("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, Shape shape, Func<Ink, string> colour)
    {
        switch (shape)
        {
            case Stroke line:
                svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Points(line.Points)}\" fill=\"none\" stroke=\"{colour(line.Ink)}\" stroke-width=\"{N(line.Width)}\" stroke-linejoin=\"round\"");
                if (line.Dash.Count > 0)
                    svg.Append(CultureInfo.InvariantCulture, $" stroke-dasharray=\"{string.Join(' ', line.Dash.Select(N))}\"");
                svg.Append("/>");
                break;
            case Marker marker:
                svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{Points(MarkerOutline.Of(marker))}\" fill=\"{colour(marker.Ink)}\" stroke=\"{colour(Ink.Paper)}\">");
                svg.Append(marker.Title.Length > 0 ? $"<title>{E(marker.Title)}</title></polygon>" : "</polygon>");
                break;
            case Box box:
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" rx=\"{N(box.Corner)}\" fill=\"{colour(box.Fill)}\"");
                svg.Append(box.Edge is null ? "/>" : $" stroke=\"{colour(box.Edge)}\"/>");
                break;
            case Label label:
                string place = label.IsTurned
                    ? string.Create(CultureInfo.InvariantCulture, $"transform=\"translate({N(label.At.X)} {N(label.At.Y)}) rotate(-90)\"")
                    : string.Create(CultureInfo.InvariantCulture, $"x=\"{N(label.At.X)}\" y=\"{N(label.At.Y)}\"");
                svg.Append(CultureInfo.InvariantCulture, $"<text {place} text-anchor=\"{label.Anchor.ToString().ToLowerInvariant()}\" font-size=\"{N(label.Size)}\" fill=\"{colour(label.Ink)}\"{(label.IsBold ? " font-weight=\"600\"" : "")}>{E(label.Text)}</text>");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "This shape has no SVG.");
        }
    }

    private static string Points(IReadOnlyList<Place> points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
