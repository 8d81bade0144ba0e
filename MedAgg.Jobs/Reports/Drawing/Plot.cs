using System.Globalization;

namespace MedAgg.Jobs.Reports.Drawing;

/// <summary>A figure with two axes under construction: legend above, data in the middle, numbers and names around.</summary>
internal sealed class Plot
{
    private const double Left = 52;
    private const double Right = 14;
    private const double Bottom = 44;
    private const double LegendRow = 17;
    private const double FontSize = 11;
    private static readonly IReadOnlyList<double>[] DashList = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

    private readonly List<Shape> _shapes = [];
    private readonly double _width;
    private readonly double _height;
    private readonly double _top;
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;
    private readonly CultureInfo _culture;

    /// <param name="width">Width of the whole picture.</param>
    /// <param name="inner">Height of the area with data.</param>
    /// <param name="x">Range of x.</param>
    /// <param name="y">Range of y.</param>
    /// <param name="legend">Names of the series in order; empty for none.</param>
    /// <param name="culture">How numbers are written.</param>
    public Plot(double width, double inner, (double Low, double High) x, (double Low, double High) y, IReadOnlyList<string> legend, CultureInfo culture)
    {
        _width = width;
        _top = 12 + legend.Count * LegendRow;
        _height = _top + inner + Bottom;
        _x = x;
        _y = y;
        _culture = culture;
        foreach ((int index, string name) in legend.Index())
        {
            double row = 14 + index * LegendRow;
            _shapes.Add(new Stroke([new(Left, row), new(Left + 26, row)], Ink.Of(index), 2, DashOf(index)));
            _shapes.Add(new Marker(new(Left + 13, row), FormOf(index), Ink.Of(index), 4, ""));
            _shapes.Add(new Label(new(Left + 34, row + 4), name, Anchor.Start, Ink.Words, FontSize, false, false));
        }
    }

    public static MarkerForm FormOf(int series) => (MarkerForm)(series % 4);

    private static IReadOnlyList<double> DashOf(int series) => DashList[series % DashList.Length];

    private double X(double value) => Left + (value - _x.Low) / (_x.High - _x.Low) * (_width - Left - Right);

    private double Y(double value) => _height - Bottom - (value - _y.Low) / (_y.High - _y.Low) * (_height - Bottom - _top);

    /// <summary>Grid, numbers and names of the axes.</summary>
    public Plot Axes(string xName, string yName, IReadOnlyList<double> xTicks, IReadOnlyList<double> yTicks, string xFormat, string yFormat)
    {
        foreach (double tick in yTicks)
        {
            _shapes.Add(new Stroke([new(Left, Y(tick)), new(_width - Right, Y(tick))], Ink.Grid, 1, []));
            _shapes.Add(new Label(new(Left - 6, Y(tick) + 4), tick.ToString(yFormat, _culture), Anchor.End, Ink.Label, FontSize, false, false));
        }

        foreach (double tick in xTicks)
            _shapes.Add(new Label(new(X(tick), _height - Bottom + 16), tick.ToString(xFormat, _culture), Anchor.Middle, Ink.Label, FontSize, false, false));
        _shapes.Add(new Stroke([new(Left, _top), new(Left, _height - Bottom), new(_width - Right, _height - Bottom)], Ink.Axis, 1, []));
        _shapes.Add(new Label(new((Left + _width - Right) / 2, _height - 8), xName, Anchor.Middle, Ink.Label, FontSize, false, false));
        _shapes.Add(new Label(new(13, (_height - Bottom + _top) / 2), yName, Anchor.Middle, Ink.Label, FontSize, false, true));
        return this;
    }

    /// <summary>A line of a series; nothing for less than two points.</summary>
    public void Line(int series, IEnumerable<(double X, double Y)> points, double width = 2)
    {
        Place[] places = [.. points.Select(point => new Place(X(point.X), Y(point.Y)))];
        if (places.Length > 1)
            _shapes.Add(new Stroke(places, Ink.Of(series), width, DashOf(series)));
    }

    /// <summary>A thin line that is no data: chance, perfect calibration, prevalence.</summary>
    public void Guide((double X, double Y) from, (double X, double Y) to) =>
        _shapes.Add(new Stroke([new(X(from.X), Y(from.Y)), new(X(to.X), Y(to.Y))], Ink.Axis, 1, [4, 4]));

    public void Point(int series, double x, double y, string title, double radius = 4) =>
        _shapes.Add(new Marker(new(X(x), Y(y)), FormOf(series), Ink.Of(series), radius, title));

    /// <summary>An interval of y.</summary>
    public void Whisker(int series, double x, double low, double high) =>
        _shapes.Add(new Stroke([new(X(x), Y(low)), new(X(x), Y(high))], Ink.Of(series), 1.5, []));

    public void Words(double x, double y, string text) => _shapes.Add(new Label(new(X(x), Y(y)), text, Anchor.End, Ink.Label, FontSize, false, false));

    public Picture Finish(string name, string description) => new(_width, _height, name, description, _shapes);
}
