using System.Globalization;
using System.Net;
using System.Text;

namespace MedAgg.Jobs.Reports;

/// <summary>A plot with two axes as inline SVG: squares for numbers between 0 and 1, wider for epochs.</summary>
internal sealed class Svg
{
    private const int Left = 52;
    private const int Bottom = 44;
    private const int Top = 12;
    private const int Right = 12;

    private readonly StringBuilder _body = new();
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    /// <summary>Colours that colour-blind readers can tell apart (Okabe and Ito, 2008).</summary>
    public static IReadOnlyList<string> Colours { get; } = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"];

    public Svg(int width, int height, (double Low, double High) x, (double Low, double High) y)
    {
        Width = width;
        Height = height;
        _x = x;
        _y = y;
    }

    public int Width { get; }

    public int Height { get; }

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private double X(double value) => Left + (value - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right);

    private double Y(double value) => Height - Bottom - (value - _y.Low) / (_y.High - _y.Low) * (Height - Bottom - Top);

    public Svg Axes(string xName, string yName, int xTicks, int yTicks, string format)
    {
        for (int i = 0; i <= xTicks; i++)
        {
            double value = _x.Low + (_x.High - _x.Low) * i / xTicks;
            _body.Append(CultureInfo.InvariantCulture, $"<text x='{N(X(value))}' y='{Height - Bottom + 16}' text-anchor='middle' class='t'>{value.ToString(format, CultureInfo.InvariantCulture)}</text>");
        }

        for (int i = 0; i <= yTicks; i++)
        {
            double value = _y.Low + (_y.High - _y.Low) * i / yTicks;
            _body.Append(CultureInfo.InvariantCulture, $"<line x1='{Left}' x2='{Width - Right}' y1='{N(Y(value))}' y2='{N(Y(value))}' class='g'/><text x='{Left - 6}' y='{N(Y(value) + 4)}' text-anchor='end' class='t'>{value.ToString("0.##", CultureInfo.InvariantCulture)}</text>");
        }

        _body.Append(CultureInfo.InvariantCulture, $"<text x='{(Left + Width - Right) / 2}' y='{Height - 8}' text-anchor='middle' class='t'>{WebUtility.HtmlEncode(xName)}</text>");
        _body.Append(CultureInfo.InvariantCulture, $"<text transform='translate(14 {(Height - Bottom + Top) / 2}) rotate(-90)' text-anchor='middle' class='t'>{WebUtility.HtmlEncode(yName)}</text>");
        return this;
    }

    public Svg Line(IEnumerable<(double X, double Y)> points, string colour, string dash = "")
    {
        string path = string.Join(' ', points.Select(point => $"{N(X(point.X))},{N(Y(point.Y))}"));
        _body.Append(CultureInfo.InvariantCulture, $"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'{(dash.Length > 0 ? $" stroke-dasharray='{dash}'" : "")}/>");
        return this;
    }

    public Svg Point(double x, double y, string colour, string title, double radius = 4)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<circle cx='{N(X(x))}' cy='{N(Y(y))}' r='{N(radius)}' fill='{colour}'><title>{WebUtility.HtmlEncode(title)}</title></circle>");
        return this;
    }

    public Svg Whisker(double x, double low, double high, string colour)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<line x1='{N(X(x))}' x2='{N(X(x))}' y1='{N(Y(low))}' y2='{N(Y(high))}' stroke='{colour}' stroke-width='1.5'/>");
        return this;
    }

    /// <summary>The picture; the name is read out by screen readers.</summary>
    public string Finish(string name, string description) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' height='{Height}' role='img' aria-label='{WebUtility.HtmlEncode(name)}'><title>{WebUtility.HtmlEncode(name)}</title><desc>{WebUtility.HtmlEncode(description)}</desc><style>.t{{font:11px sans-serif;fill:#444}}.g{{stroke:#ddd}}</style>{_body}</svg>");
}
