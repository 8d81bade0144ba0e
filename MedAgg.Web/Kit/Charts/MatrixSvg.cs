using MedAgg.Web.Localisation;

namespace MedAgg.Web.Kit.Charts;

/// <summary>Draws a matrix as a file that stands alone.</summary>
internal static class MatrixSvg
{
    private const double Width = 720;
    private const double Left = 160;
    private const double Top = 88;
    private const double RowHeight = 36;

    public static string Draw(MatrixData data, ChartSvgText text)
    {
        var picture = new SvgPicture(Width, Top + (RowHeight * data.Rows.Count) + 16, text);
        double step = (Width - Left - 16) / data.Columns.Count;
        for (var c = 0; c < data.Columns.Count; c++)
            picture.Text(Left + (step * (c + 0.5)), Top - 10, data.Columns[c].Label, "middle", "#4f5d68");
        for (var r = 0; r < data.Rows.Count; r++)
        {
            double y = Top + (RowHeight * r);
            picture.Text(Left - 10, y + 22, data.Rows[r].Label, "end", "#4f5d68");
            for (var c = 0; c < data.Columns.Count; c++)
            {
                int? shade = data.Shade(data.Counts[r][c]);
                string fill = shade is null ? "#edf1f3" : Palette.Light($"--ma-seq-{shade}");
                picture.Box(Left + (step * c) + 1, y + 1, step - 2, RowHeight - 2, fill, fill);
                picture.Text(Left + (step * (c + 0.5)), y + 22, Format.Number(data.Counts[r][c]), "middle", shade >= 4 ? "#ffffff" : "#14212b");
            }
        }

        return picture.Close();
    }
}
