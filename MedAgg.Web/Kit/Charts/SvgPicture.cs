using System.Globalization;
using System.Security;
using System.Text;

namespace MedAgg.Web.Kit.Charts;

/// <summary>Writes a picture file out of boxes, lines and words.</summary>
internal sealed class SvgPicture
{
    private readonly StringBuilder _svg = new();

    public SvgPicture(double width, double height, ChartSvgText text)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="Segoe UI, Inter, Noto Sans, Roboto, DejaVu Sans Condensed, sans-serif" font-size="12">""")
            .Append(CultureInfo.InvariantCulture, $"<title>{Safe(text.Title)}</title><desc>{Safe(text.Scope)}</desc><rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>")
            .Append(CultureInfo.InvariantCulture, $"""<text x="16" y="26" font-size="15" font-weight="600" fill="#14212b">{Safe(text.Title)}</text><text x="16" y="46" fill="#5f6d79">{Safe(text.Scope)}</text>""");
    }

    public void Box(double x, double y, double width, double height, string fill, string edge)
    {
        if (width > 0 && height > 0)
            _svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" fill="{fill}" stroke="{edge}" stroke-width="0.7"/>""");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour) =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}" fill="none" stroke="{colour}"/>""");

    public void Text(double x, double y, string words, string anchor, string colour) =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.##}" y="{y:0.##}" text-anchor="{anchor}" fill="{colour}">{Safe(words)}</text>""");

    public string Close() => _svg.Append("</svg>").ToString();

    private static string Safe(string words) => SecurityElement.Escape(words) ?? "";
}
