using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Metrics;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>Truth against call: the count stands in its cell, the shade only helps.</summary>
public static class ConfusionFigure
{
    private const double LabelWidth = 150;
    private const double Cell = 130;
    private const double CellHeight = 66;

    public static Picture Draw(ConfusionMatrix calls, string positive, string negative, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(words);
        List<Shape> shapes = [];
        string[] names = [positive, negative];
        int[,] counts = { { calls.TruePositives, calls.FalseNegatives }, { calls.FalsePositives, calls.TrueNegatives } };
        for (int row = 0; row < 2; row++)
        {
            double y = 34 + row * CellHeight;
            int total = counts[row, 0] + counts[row, 1];
            shapes.Add(new Label(new(LabelWidth - 10, y + CellHeight / 2 - 2), $"{words["truth"]}:", Anchor.End, Ink.Label, 11, false, false));
            shapes.Add(new Label(new(LabelWidth - 10, y + CellHeight / 2 + 13), names[row], Anchor.End, Ink.Words, 12, true, false));
            for (int column = 0; column < 2; column++)
            {
                double x = LabelWidth + column * Cell;
                if (row == 0)
                    shapes.Add(new Label(new(x + Cell / 2, 22), words.Of("called", names[column]), Anchor.Middle, Ink.Words, 12, false, false));
                double share = total == 0 ? 0 : (double)counts[row, column] / total;
                int shade = (int)Math.Round(share * (Ink.Amount.Count - 1));
                Ink ink = shade >= 4 ? Ink.Paper : Ink.Words;
                shapes.Add(new Box(x + 1, y + 1, Cell - 2, CellHeight - 2, Ink.Amount[shade], null, 3));
                shapes.Add(new Label(new(x + Cell / 2, y + 32), words.Whole(counts[row, column]), Anchor.Middle, ink, 18, true, false));
                shapes.Add(new Label(new(x + Cell / 2, y + 50), words.Of("rows_share", words.Percent(total == 0 ? null : share)), Anchor.Middle, ink, 11, false, false));
            }
        }

        return new(LabelWidth + 2 * Cell + 8, 34 + 2 * CellHeight + 8, words["confusion"],
            $"{words["sensitivity"]} {words.Percent(calls.Sensitivity.Value)}, {words["specificity"]} {words.Percent(calls.Specificity.Value)}", shapes);
    }
}
