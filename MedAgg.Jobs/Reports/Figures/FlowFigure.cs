using MedAgg.Jobs.Experiments;
using MedAgg.Jobs.Reports.Drawing;
using MedAgg.Jobs.Reports.Wording;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Reports.Figures;

/// <summary>From the source to the parts: what stayed goes down, what was left out goes to the right with its count.</summary>
public static class FlowFigure
{
    private const double BoxWidth = 350;
    private const double BoxHeight = 48;
    private const double Step = 66;
    private const double OutLeft = 410;
    private const double Width = OutLeft + BoxWidth + 10;
    private const double PartWidth = (Width - 40) / 3;

    /// <param name="flow">Boxes in order.</param>
    /// <param name="parts">Parts of the first task below them; empty for none.</param>
    /// <param name="words">Language.</param>
    public static Picture Draw(IReadOnlyList<FlowLine> flow, IReadOnlyList<PartFigures> parts, ReportWords words)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(words);
        List<Shape> shapes = [];
        List<string> told = [];
        double y = 10;
        double trunk = 10;
        foreach (FlowLine line in flow)
        {
            string counts = $"{words["images"]}: {words.Whole(line.Images)} · {words["units"]}: {words.Whole(line.Units)} · {words["patients"]}: {(line.Patients > 0 ? words.Whole(line.Patients) : words["unknown"])}";
            told.Add($"{words[line.Code]}: {counts}");
            if (line.IsExclusion)
            {
                Arrow(shapes, [new(BoxWidth / 2 + 10, y + BoxHeight / 2), new(OutLeft, y + BoxHeight / 2)]);
                AddBox(shapes, OutLeft, y, BoxWidth, Ink.LeftOut, words[line.Code], counts);
            }
            else
            {
                if (y > 10)
                    Arrow(shapes, [new(BoxWidth / 2 + 10, trunk), new(BoxWidth / 2 + 10, y)]);
                AddBox(shapes, 10, y, BoxWidth, Ink.Kept, words[line.Code], counts);
                trunk = y + BoxHeight;
            }

            y += Step;
        }

        foreach ((int index, PartFigures part) in parts.Index())
        {
            double x = 10 + index * (PartWidth + 10);
            Arrow(shapes, [new(BoxWidth / 2 + 10, trunk), new(BoxWidth / 2 + 10, trunk + 9), new(x + PartWidth / 2, trunk + 9), new(x + PartWidth / 2, y)]);
            string counts = words.Of("n_of", words.Whole(part.Units), $"{words.Whole(part.Positives)} ({words.Percent(part.Units == 0 ? null : part.Prevalence)})");
            told.Add($"{words[NameOf(part.Part)]}: {counts}");
            AddBox(shapes, x, y, PartWidth, Ink.Kept, words[NameOf(part.Part)], counts);
        }

        return new(Width, y + (parts.Count > 0 ? Step : 0), words["flow"], string.Join("; ", told), shapes);
    }

    private static string NameOf(SplitPart part) => part.ToString().ToLowerInvariant();

    private static void AddBox(List<Shape> shapes, double x, double y, double width, Ink fill, string title, string counts)
    {
        shapes.Add(new Box(x, y, width, BoxHeight, fill, Ink.Edge, 6));
        shapes.Add(new Label(new(x + 12, y + 20), title, Anchor.Start, Ink.Words, 12, true, false));
        shapes.Add(new Label(new(x + 12, y + 37), counts, Anchor.Start, Ink.Words, 11, false, false));
    }

    private static void Arrow(List<Shape> shapes, IReadOnlyList<Place> way)
    {
        Place end = way[^1];
        Place before = way[^2];
        (double dx, double dy) = (Math.Sign(end.X - before.X), Math.Sign(end.Y - before.Y));
        shapes.Add(new Stroke(way, Ink.Axis, 1.5, []));
        shapes.Add(new Stroke([new(end.X - 5 * dx - 4 * dy, end.Y - 5 * dy - 4 * dx), end, new(end.X - 5 * dx + 4 * dy, end.Y - 5 * dy + 4 * dx)], Ink.Axis, 1.5, []));
    }
}
