using MedAgg.Web.Localisation;

namespace MedAgg.Web.Kit.Charts;

/// <summary>Draws a chart as a file that stands alone: title, unit, scope, every label and number, light colours.</summary>
internal static class ChartSvg
{
    private const double Width = 720;
    private const double Top = 64;
    private const double RowHeight = 24;
    private const double LabelWidth = 200;
    private const double ValuesWidth = 150;
    private const double ColumnsHeight = 240;

    public static string Draw(ChartKind kind, ChartData data, ChartScale scale, ChartSvgText text, Func<double, string> valueFormat) =>
        kind == ChartKind.Columns ? Columns(data, scale, text, valueFormat) : Bars(data, scale, text, valueFormat);

    private static string Bars(ChartData data, ChartScale scale, ChartSvgText text, Func<double, string> valueFormat)
    {
        double legend = data.Series.Count > 1 ? RowHeight : 0;
        var picture = new SvgPicture(Width, Top + legend + (RowHeight * data.Categories.Count) + 16, text);
        if (legend > 0)
            Legend(picture, data);
        double space = Width - LabelWidth - ValuesWidth - 32;
        for (var c = 0; c < data.Categories.Count; c++)
        {
            double y = Top + legend + (RowHeight * c);
            picture.Text(LabelWidth, y + 16, data.Categories[c].Label, "end", "#4f5d68");
            double x = LabelWidth + 8;
            for (var s = 0; s < data.Series.Count; s++)
            {
                double width = data.Series[s].Values[c] / scale.Top * space;
                picture.Box(x, y + 6, width, 12, Palette.Light(ChartColours.Fill(data, s, c)), Palette.Light(ChartColours.Edge(data, s, c)));
                x += width;
            }

            picture.Text(Width - (data.Whole is > 0 ? 90 : 16), y + 16, valueFormat(data.Total(c)), "end", "#14212b");
            if (data.Whole is { } whole and > 0)
                picture.Text(Width - 16, y + 16, Format.Percent(data.Total(c) / whole), "end", "#4f5d68");
        }

        picture.Line(LabelWidth + 7.5, Top + legend, LabelWidth + 7.5, Top + legend + (RowHeight * data.Categories.Count), "#aab5bd");
        return picture.Close();
    }

    private static string Columns(ChartData data, ChartScale scale, ChartSvgText text, Func<double, string> valueFormat)
    {
        var picture = new SvgPicture(Width, Top + ColumnsHeight + 40, text);
        double bottom = Top + ColumnsHeight;
        foreach (double tick in scale.Ticks)
        {
            double y = bottom - (tick / scale.Top * ColumnsHeight);
            picture.Line(72, y, Width - 16, y, tick == 0 ? "#aab5bd" : "#e6ebee");
            picture.Text(64, y + 4, valueFormat(tick), "end", "#4f5d68");
        }

        double step = (Width - 88) / data.Categories.Count;
        int labelEvery = ((data.Categories.Count - 1) / 12) + 1;
        for (var c = 0; c < data.Categories.Count; c++)
        {
            double height = data.Total(c) / scale.Top * ColumnsHeight;
            picture.Box(72 + (step * c) + (step * 0.06), bottom - height, step * 0.88, height, Palette.Light(ChartColours.Fill(data, 0, c)), Palette.Light(ChartColours.Edge(data, 0, c)));
            if (c % labelEvery == 0 || data.Categories[c].Role == CategoryRole.Unknown)
                picture.Text(72 + (step * (c + 0.5)), bottom + 18, data.Categories[c].Label, "middle", "#4f5d68");
        }

        return picture.Close();
    }

    private static void Legend(SvgPicture picture, ChartData data)
    {
        double step = (Width - 32) / data.Series.Count;
        for (var s = 0; s < data.Series.Count; s++)
        {
            picture.Box(16 + (step * s), Top, 10, 10, Palette.Light(ChartColours.Fill(data, s, 0)), Palette.Light(ChartColours.Edge(data, s, 0)));
            picture.Text(32 + (step * s), Top + 9, data.Series[s].Name, "start", "#4f5d68");
        }
    }
}
